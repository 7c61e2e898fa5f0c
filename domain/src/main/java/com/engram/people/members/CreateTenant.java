package com.engram.people.members;

import com.engram.audit.AuditLog;
import com.engram.language.Language;
import com.engram.people.EmailAddress;
import com.engram.people.Permission;
import com.engram.people.Role;
import com.engram.people.keys.ApiKeys;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The transaction of {@link OpenTenant}, in the scope of the new tenant. */
@ApplicationScoped
@Transactional
class CreateTenant {

    private final Tenants tenants;
    private final ApiKeys keys;
    private final Invite invite;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    CreateTenant(Tenants tenants, ApiKeys keys, Invite invite, AuditLog audit, Clock clock) {
        this.tenants = tenants;
        this.keys = keys;
        this.invite = invite;
        this.audit = audit;
        this.clock = clock;
    }

    OpenTenant.Opened create(
            TenantId tenant,
            String name,
            String plan,
            Optional<EmailAddress> owner,
            Consumer<OpenTenant.Opened> withinTransaction) {
        tenants.open(new Tenant(tenant, name, plan, clock.instant()));
        audit.record("account.opened", name);
        ApiKeys.Issued key = keys.issue("First key", Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE));
        Optional<String> inviteUrl = owner.map(
                        email -> invite.invite(email.value(), Role.OWNER, "The Engram team", Language.ENGLISH))
                .filter(Invite.Invited.class::isInstance)
                .map(invited -> ((Invite.Invited) invited).url());
        OpenTenant.Opened opened = new OpenTenant.Opened(tenant, key, inviteUrl);
        withinTransaction.accept(opened);
        return opened;
    }
}
