package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.BackendMode;
import com.engram.billing.SubscriptionTransition;
import com.engram.billing.invoices.RecordManualInvoice;
import com.engram.reviews.ReviewState;
import com.engram.sharing.SharedResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The audit log names each action in the reader's language, whatever part of Engram records it. */
class AuditActionsTest {

    private static final String PREFIX = "audit.action.";

    private static final Pattern CALL = Pattern.compile("audit\\s*\\.record(?:Of)?\\(([^;]*);");
    private static final Pattern ACTION = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"");

    /** Calls that get the action from elsewhere, or build it. {@link #built()} lists what they record. */
    private static final Set<String> WITHOUT_LITERAL = Set.of(
            "BackendStatuses.java",
            "DecideOnModel.java",
            "RecordManualInvoice.java",
            "ResetPassword.java",
            "ReviewImage.java",
            "ShareLinks.java",
            "StoreShareLink.java",
            "SyncSubscription.java");

    @Test
    void every_recorded_action_has_a_name_and_every_name_belongs_to_an_action() {
        Set<String> recorded = new TreeSet<>(built());
        Set<String> withoutLiteral = new TreeSet<>();
        sources()
                .forEach(file -> CALL.matcher(read(file)).results().forEach(call -> {
                    List<String> actions = ACTION.matcher(call.group(1))
                            .results()
                            .map(action -> action.group(1))
                            .toList();
                    recorded.addAll(actions);
                    if (actions.isEmpty()) {
                        withoutLiteral.add(file.getFileName().toString());
                    }
                }));

        assertThat(withoutLiteral).containsExactlyInAnyOrderElementsOf(WITHOUT_LITERAL);
        assertThat(names(MessageBundles.read("en"))).containsExactlyElementsOf(recorded);
        assertThat(names(MessageBundles.read("it"))).containsExactlyElementsOf(recorded);
    }

    private static Set<String> built() {
        Set<String> actions = new TreeSet<>(Set.of(
                "model.approved",
                "model.discarded",
                "model.withdrawn",
                "password.changed",
                "password.reset",
                "backend.resumed"));
        Stream.of(BackendMode.values())
                .filter(mode -> mode != BackendMode.OPEN)
                .forEach(mode -> actions.add("backend." + mode.code()));
        Stream.of(ReviewState.values()).forEach(state -> actions.add("image." + state.code()));
        Stream.of(SharedResult.Kind.values()).forEach(kind -> {
            actions.add(kind.code() + ".shared");
            actions.add(kind.code() + ".unshared");
        });
        RecordManualInvoice.STATES.forEach(state -> actions.add("invoice." + state));
        Stream.of(SubscriptionTransition.values())
                .filter(transition -> transition != SubscriptionTransition.NONE)
                .forEach(transition -> actions.add("subscription."
                        + transition.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return actions;
    }

    private static Set<String> names(Map<String, String> messages) {
        return messages.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources() {
        return Stream.of("../domain", "../batch-jobs", ".")
                .map(module -> Path.of(module, "src/main/java"))
                .flatMap(AuditActionsTest::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
