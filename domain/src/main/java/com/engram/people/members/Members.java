package com.engram.people.members;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.Role;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of the current tenant. A tenant always has one owner, and only the owner can transfer the ownership. */
@ApplicationScoped
@Transactional
public class Members {

    private static final Refusal OWNER_STAYS = new Refusal(
            RefusalReason.OWNER_STAYS,
            "The owner keeps this account. Hand it over to somebody else first, then change their role.");

    private final Database database;
    private final AuditLog audit;

    @Inject
    Members(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A member of the tenant. */
    public record Member(
            UUID id, UUID person, String name, String email, Role role, Instant since, boolean hasSecondFactor) {}

    /** A tenant of a person, and their role in it. */
    public record Place(TenantId tenant, String name, Role role) {}

    /** All members, the owner first, then by name. */
    public List<Member> listMembers() {
        return database.sql("""
                    select m.id, m.person_id as person, p.name, p.email, m.role, m.created_at as since,
                      t.confirmed_at is not null as has_second_factor
                    from membership m join person p on p.id = m.person_id left join totp t on t.person_id = p.id
                    order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), p.name, m.id
                    """).list(Member.class);
    }

    /** All tenants of a person. */
    public List<Place> listPlaces(UUID person) {
        return database.sql("select tenant_id as tenant, tenant_name as name, role from find_memberships(:person)")
                .bind("person", person)
                .list(Place.class);
    }

    /** The member with a membership's id. */
    public Optional<Member> find(UUID membership) {
        return listMembers().stream()
                .filter(member -> member.id().equals(membership))
                .findFirst();
    }

    /** Changes a member's role to one below owner; refused if the member is the owner. */
    public Optional<Refusal> changeRole(Member member, Role role) {
        if (member.role() == Role.OWNER || role == Role.OWNER) {
            return Optional.of(OWNER_STAYS);
        }
        setRole(member.id(), role);
        audit.record(
                "member.role-changed", member.email() + " from " + member.role().code() + " to " + role.code());
        return Optional.empty();
    }

    /**
     * Removes a member and ends their sessions; refused if the member is the owner. A person without another
     * membership is deleted.
     */
    public Optional<Refusal> remove(Member member) {
        if (member.role() == Role.OWNER) {
            return Optional.of(OWNER_STAYS);
        }
        database.sql("delete from session where person_id = :person")
                .bind("person", member.person())
                .update();
        int removed = database.sql("delete from membership where id = :id and role <> 'owner'")
                .bind("id", member.id())
                .update();
        if (removed == 0) {
            return Optional.of(OWNER_STAYS);
        }
        database.sql("select cast(delete_person_without_membership(:person) as text)")
                .bind("person", member.person())
                .list(String.class);
        audit.record("member.removed", member.email());
        return Optional.empty();
    }

    /** Makes a member the owner, and the owner an admin. Does nothing if the ownership has changed meanwhile. */
    public void handOver(UUID owner, Member heir) {
        int passedOn = database.sql("update membership set role = 'admin' where person_id = :owner and role = 'owner'")
                .bind("owner", owner)
                .update();
        if (passedOn == 1) {
            setRole(heir.id(), Role.OWNER);
            endOwnWay(owner);
            audit.record("ownership.handed-over", heir.email());
        }
    }

    /** If single sign-on is required, ends a former owner's sessions that were opened in another way. */
    private void endOwnWay(UUID person) {
        database.sql("""
                    delete from session where person_id = :person and sign_in_method <> 'single sign-on'
                      and exists (select from sso_provider where required)
                    """).bind("person", person).update();
    }

    /** Changes a role; does nothing if the membership has become the owner's meanwhile. */
    private void setRole(UUID membership, Role role) {
        database.sql("update membership set role = :role where id = :id and role <> 'owner'")
                .bind("role", role.code())
                .bind("id", membership)
                .update();
    }
}
