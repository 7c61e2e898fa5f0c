package com.engram.remote;

import com.engram.client.EngramClient;
import com.engram.client.http.EngramException;
import com.engram.client.webhooks.WaitingMessage;
import com.engram.client.webhooks.WebhookEndpoint;
import com.engram.client.webhooks.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code listen}: collects the account's webhook messages and posts them to a program on this machine, which needs no public
 * address. The messages are signed as for any endpoint. The listener and its secret are kept in the profile, so that the
 * program needs the secret only once.
 */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description = {
            "Brings webhook messages to a program on this machine, until Ctrl-C.",
            "The key needs the scope 'manage'. The secret stays the same until 'logout' or --new-secret."
        })
final class ListenCommand implements Callable<Integer> {

    private static final long INTERVAL_MILLIS = 1_000;
    private static final Duration FORWARD_LIMIT = Duration.ofSeconds(30);

    @Mixin
    private final ProfileOption option = new ProfileOption();

    @Option(
            names = "--forward",
            required = true,
            paramLabel = "URL",
            description = "Where to post the messages, such as http://localhost:3000/webhooks.")
    private String forward = "";

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "TYPE",
            description = "Types of events, separated by commas. Default: as the last time, and all the first time.")
    private List<String> events = List.of();

    @Option(names = "--new-secret", description = "Replaces the listener and its secret.")
    private boolean newSecret;

    @Option(names = "--count", paramLabel = "N", description = "Stops after so many messages. Default: never.")
    private int count;

    private final Terminal terminal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ListenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Listener(String id, String secret) {}

    @Override
    public Integer call() throws InterruptedException {
        URI target = ProfileOption.parseUrl(forward);
        EngramClient client = option.connect(terminal);
        Optional<Profile> saved = option.findSaved(terminal);
        Listener listener = saved.flatMap(profile -> reuse(client.webhooks(), profile))
                .orElseGet(() -> add(client.webhooks(), saved));
        boolean temporary = saved.isEmpty();
        Thread removal = new Thread(() -> client.webhooks().delete(listener.id()), "remove-listener");
        if (temporary) {
            Runtime.getRuntime().addShutdownHook(removal);
        }
        terminal.err().println("Secret of the messages: " + listener.secret());
        terminal.err().println("Forwarding to " + target + " ...");
        try {
            forwardAll(client.webhooks(), listener, target);
        } finally {
            if (temporary) {
                Runtime.getRuntime().removeShutdownHook(removal);
                client.webhooks().delete(listener.id());
            }
        }
        return 0;
    }

    /** The listener of the profile, if it is still on the server and gets the same events. */
    private Optional<Listener> reuse(Webhooks webhooks, Profile profile) {
        String id = profile.listenerId();
        String secret = profile.listenerSecret();
        if (id == null || secret == null) {
            return Optional.empty();
        }
        Optional<WebhookEndpoint> known =
                webhooks.list().filter(endpoint -> endpoint.id().equals(id)).findFirst();
        boolean fits = known.isPresent()
                && !newSecret
                && (events.isEmpty()
                        || Set.copyOf(events).equals(Set.copyOf(known.get().events())));
        if (known.isPresent() && !fits) {
            webhooks.delete(id);
        }
        return fits ? Optional.of(new Listener(id, secret)) : Optional.empty();
    }

    private Listener add(Webhooks webhooks, Optional<Profile> saved) {
        WebhookEndpoint added = webhooks.add(Webhooks.LISTEN, events);
        String secret = added.secret();
        if (secret == null) {
            throw new RemoteException("The server gave no secret. It may be older than this command.");
        }
        saved.ifPresent(
                profile -> new Profiles(terminal).save(option.name(), profile.withListener(added.id(), secret)));
        return new Listener(added.id(), secret);
    }

    private void forwardAll(Webhooks webhooks, Listener listener, URI target) throws InterruptedException {
        int forwarded = 0;
        while (count == 0 || forwarded < count) {
            try {
                for (WaitingMessage message : webhooks.listMessages(listener.id())) {
                    forward(webhooks, listener, target, message);
                    forwarded++;
                }
            } catch (EngramException e) {
                if (Main.exitCode(e) != Main.UNAVAILABLE) {
                    throw e;
                }
                terminal.err().println("engram: " + Text.printable(String.valueOf(e.getMessage())) + " Trying again.");
            }
            Thread.sleep(INTERVAL_MILLIS);
        }
    }

    private void forward(Webhooks webhooks, Listener listener, URI target, WaitingMessage message)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(FORWARD_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message.body()));
        message.headers().forEach(request::header);
        Integer status = null;
        String error = "";
        try {
            status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            error = "%s is not reachable: %s"
                    .formatted(
                            target.getAuthority(),
                            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        print(message, status, error);
        if (status == null) {
            webhooks.recordFailure(listener.id(), message.messageId(), error);
        } else {
            webhooks.recordAnswer(listener.id(), message.messageId(), status);
        }
    }

    private void print(WaitingMessage message, @Nullable Integer status, String error) {
        terminal.out()
                .println("%s  %s  %s"
                        .formatted(message.messageId(), message.type(), status == null ? error : status.toString()));
    }
}
