package com.engram.remote;

import com.engram.client.EngramClient;
import com.engram.client.account.Plan;
import com.engram.client.account.Usage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usage}: how much of the plan is used. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = "Prints how much of the plan is used in this period.")
final class UsageCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--by-project", description = "One row for each project.")
    private boolean byProject;

    private final Terminal terminal;

    UsageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EngramClient client = profile.connect(terminal);
        if (byProject) {
            Rows rows = output.rows(
                    terminal.out(), List.of("project", "projectId", "charged", "free", "rejected", "failed"));
            client.account()
                    .usageByProject()
                    .forEach(usage -> rows.add(
                            usage.name(),
                            usage.projectId(),
                            usage.charged(),
                            usage.free(),
                            usage.rejected(),
                            usage.failed()));
            return 0;
        }
        Plan plan = client.account().plan();
        Usage usage = client.account().usage();
        output.rows(terminal.out(), List.of("plan", "used", "reserved", "allowance", "from", "to"))
                .add(
                        plan.name(),
                        usage.used(),
                        usage.reserved(),
                        usage.allowance(),
                        usage.period().from(),
                        usage.period().to());
        return 0;
    }
}
