package com.engram.jobs.accounts;

import com.engram.people.credentials.ReencryptSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Encrypts stored secrets anew when a server starts with a new {@code engram.secret} beside the previous one. */
@ApplicationScoped
class ReencryptSecretsOnStartup {

    private static final Logger LOG = Logger.getLogger(ReencryptSecretsOnStartup.class.getName());

    private final ReencryptSecrets reencryptSecrets;
    private final Optional<String> previous;

    @Inject
    ReencryptSecretsOnStartup(
            ReencryptSecrets reencryptSecrets,
            @ConfigProperty(name = "engram.secret.previous") Optional<String> previous) {
        this.reencryptSecrets = reencryptSecrets;
        this.previous = previous;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (previous.isPresent()) {
            int changed = reencryptSecrets.run();
            LOG.info(() ->
                    changed + " stored secrets were encrypted with the new engram.secret. When all servers run with it,"
                            + " wait a day and remove engram.secret.previous.");
        }
    }
}
