package com.engram.people.signup;

import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.credentials.EncryptedTokens;
import com.engram.people.credentials.Passwords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Confirms the email address of a sign-up with a link in an email. The page's response does not reveal whether the
 * address has an account; only the email does. The form's values are encrypted in the link and not stored.
 */
@ApplicationScoped
public class ConfirmEmailAddress {

    private static final String SEAL = "sign-up";
    private static final Duration OPEN = Duration.ofHours(24);

    private final RegisterPerson newcomers;
    private final Passwords passwords;
    private final EncryptedTokens tokens;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final Optional<Boolean> wanted;
    private final Optional<String> mailServer;

    @Inject
    ConfirmEmailAddress(
            RegisterPerson newcomers,
            Passwords passwords,
            EncryptedTokens tokens,
            QueueEmail queueEmail,
            PortalUrl portal,
            @ConfigProperty(name = "engram.signUp.confirmEmail") Optional<Boolean> wanted,
            @ConfigProperty(name = "engram.mail.host") Optional<String> mailServer) {
        this.newcomers = newcomers;
        this.passwords = passwords;
        this.tokens = tokens;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.wanted = wanted;
        this.mailServer = mailServer;
    }

    /**
     * Whether a sign-up must confirm its address; by default, unless the portal and the visitor are on this machine and there
     * is no mail server. Without confirmation, a visitor learns whether an address has an account.
     *
     * @param visitorAddress the IP address of the visitor
     */
    public boolean isWanted(String visitorAddress) {
        return isWanted(wanted, isSentByEmail(), portal.isLocal() && isThisMachine(visitorAddress));
    }

    static boolean isWanted(Optional<Boolean> wanted, boolean isSentByEmail, boolean isLocal) {
        return wanted.orElse(isSentByEmail || !isLocal);
    }

    static boolean isThisMachine(String ipAddress) {
        try {
            return InetAddress.getByName(ipAddress).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a mail server sends the link; otherwise it stays in the operator's outbox, and the operator passes it on. */
    public boolean isSentByEmail() {
        return mailServer.isPresent();
    }

    /** The first invalid field. A known email address is not reported. */
    public Optional<SignUp.InvalidField> faultOf(SignUp.Application application) {
        return SignUp.faultOf(application.company())
                .or(() -> newcomers
                        .faultOf(application.name(), application.email(), application.password())
                        .map(invalid -> new SignUp.InvalidField(invalid.field(), invalid.why())));
    }

    /**
     * Queues the email for a valid sign-up, in the language of the form.
     *
     * @param plan code of the plan that was chosen before; empty for none
     */
    @Transactional
    public void ask(SignUp.Application application, String plan, Language language) {
        Messages messages = Messages.in(language);
        String link = portal.at("/signup/confirm/" + token(application, plan, newcomers.hash(application.password())));
        String email = application.email().strip();
        queueEmail.queue(
                newcomers.findPerson(email).isPresent()
                        ? Email.of(
                                email,
                                messages,
                                "email.knownAddress",
                                portal.at("/login"),
                                portal.at("/password/forgotten"))
                        : Email.of(email, messages, "email.confirmAddress", OPEN.toHours(), link));
    }

    /**
     * Whether this is the password that was chosen at sign-up. The reader of the email must enter it, so that nobody opens
     * an account whose password a stranger has chosen.
     */
    public boolean isChosen(SignUp.Confirmed confirmed, String password) {
        return passwords.matches(password, confirmed.passwordHash());
    }

    /** The sign-up that a link confirms; empty if the link is not valid or has expired. */
    public Optional<SignUp.Confirmed> read(String token) {
        return tokens.read(SEAL, token).map(text -> {
            JsonObject json = Json.createReader(new StringReader(text)).readObject();
            return new SignUp.Confirmed(
                    json.getString("company"),
                    json.getString("name"),
                    json.getString("email"),
                    json.getString("hash"),
                    json.getString("plan", ""));
        });
    }

    private String token(SignUp.Application application, String plan, String hash) {
        String json = Json.createObjectBuilder()
                .add("company", application.company().strip())
                .add("name", application.name().strip())
                .add("email", application.email().strip())
                .add("hash", hash)
                .add("plan", plan)
                .build()
                .toString();
        return tokens.issue(SEAL, json, OPEN);
    }
}
