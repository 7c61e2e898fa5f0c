package com.engram.admin.tenants;

import com.engram.audit.AuditLog;
import com.engram.people.EmailAddress;
import com.engram.people.Permission;
import com.engram.people.Role;
import com.engram.people.keys.ApiKeys;
import com.engram.people.members.Invite;
import com.engram.people.signup.SignUp;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Opens an account on the operator's word, with a first key and the owner's invitation; in the scope of the account that is to be. */
@ApplicationScoped
class OpenTenant {

    @Inject
    private Tenants tenants;

    @Inject
    private ApiKeys keys;

    @Inject
    private Invite invite;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /**
     * An opened tenant.
     *
     * @param invitation for the owner; empty if none was named
     */
    public record Opened(ApiKeys.Issued key, Optional<Invite.Outcome> invitation) {

        /** The owner's link; empty if nobody was invited. */
        public Optional<String> inviteUrl() {
            return invitation.filter(Invite.Invited.class::isInstance).map(invited -> ((Invite.Invited) invited).url());
        }
    }

    static TenantId newTenant() {
        return SignUp.newTenant();
    }

    @Transactional
    Opened open(TenantId id, String name, String plan, Optional<EmailAddress> owner) {
        tenants.open(new Tenant(id, name, plan, clock.instant()));
        audit.record("account.opened", name);
        ApiKeys.Issued key = keys.issue("First key", Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE));
        return new Opened(key, owner.map(email -> invite.invite(email.value(), Role.OWNER, "The Engram team")));
    }
}
