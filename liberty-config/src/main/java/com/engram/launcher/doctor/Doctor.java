package com.engram.launcher.doctor;

import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Examines an installation, whether it runs or not. */
public final class Doctor {
    private final List<Check> checks;

    Doctor(List<Check> checks) {
        this.checks = checks;
    }

    /**
     * For the installation in a folder, with the settings that its server would have.
     *
     * @param port the portal's port
     */
    public static Doctor of(Path folder, int port, Distribution distribution, ServerEnvironment settings)
            throws IOException {
        Installation installation = Installation.of(folder, port, distribution, settings);
        return new Doctor(List.of(
                new MachineCheck(),
                new DiskCheck(installation.folder()),
                new FilePermissionsCheck(installation.folder()),
                new EngineCheck(installation),
                new DatabaseCheck(installation),
                new ObjectStoreCheck(installation),
                new PortalCheck(installation),
                new ScorersCheck(installation),
                new ClockCheck(installation),
                new MailServerCheck(installation),
                new SenderDomainCheck(installation, new TxtRecords("dns:")),
                new StripeCheck(installation)));
    }

    /**
     * Runs all checks.
     *
     * @param print gets each finding as soon as it is made
     * @return whether no check failed
     */
    public boolean examine(Consumer<Finding> print) throws InterruptedException {
        boolean isHealthy = true;
        for (Check check : checks) {
            for (Finding finding : run(check)) {
                print.accept(finding);
                isHealthy &= finding.status() != Finding.Status.FAILED;
            }
        }
        return isHealthy;
    }

    private static List<Finding> run(Check check) throws InterruptedException {
        try {
            return check.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return List.of(Finding.failed(
                    check.name(), "The check failed: " + e, "Report this with the output of this command."));
        }
    }
}
