package com.engram.branding;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.regex.Pattern;

/** The brand of the current tenant. */
@ApplicationScoped
@Transactional
public class Brands {

    /** The largest file of a logo, in bytes. */
    public static final int MAX_LOGO_BYTES = 1 << 20;

    /** The longest name, in characters. */
    public static final int MAX_NAME = 100;

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final Database database;
    private final AuditLog audit;

    @Inject
    Brands(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** The result of a change. */
    public enum Result {
        /** The brand was changed. */
        DONE,
        /** The name is longer than {@link #MAX_NAME}. */
        INVALID_NAME,
        /** The colour is not of the form {@code #rrggbb}. */
        INVALID_COLOUR,
        /** The file is no PNG or JPEG, is damaged, or has more than 3,000 pixels on a side. */
        INVALID_LOGO
    }

    /** The brand of the tenant. */
    public Brand getBrand() {
        return database.sql("""
                        select name, colour, logo is not null as has_logo from brand where tenant_id = current_tenant()
                        """).find(Brand.class).orElse(Brand.NONE);
    }

    /** The tenant's logo as a PNG of at most 600 by 200 pixels. */
    public Optional<byte[]> findLogo() {
        return database.sql("select logo from brand where tenant_id = current_tenant() and logo is not null")
                .find(byte[].class);
    }

    /**
     * Sets name and colour; an empty text removes one.
     *
     * @param colour as {@code #rrggbb}
     */
    public Result set(String name, String colour) {
        String stripped = name.strip();
        if (stripped.codePointCount(0, stripped.length()) > MAX_NAME) {
            return Result.INVALID_NAME;
        }
        if (!colour.isEmpty() && !COLOUR.matcher(colour).matches()) {
            return Result.INVALID_COLOUR;
        }
        database.sql("""
                        insert into brand (tenant_id, name, colour) values (:tenant, nullif(:name, ''), lower(nullif(:colour, '')))
                        on conflict (tenant_id) do update set name = excluded.name, colour = excluded.colour
                        """)
                .bind("tenant", Scope.getTenant())
                .bind("name", stripped)
                .bind("colour", colour)
                .update();
        audit.record("brand.changed", (stripped + " " + colour).strip());
        return Result.DONE;
    }

    /** Sets the logo from a PNG or JPEG. */
    public Result setLogo(byte[] file) {
        Optional<byte[]> logo = Optional.of(file)
                .filter(bytes -> bytes.length <= MAX_LOGO_BYTES)
                .flatMap(Logo::read);
        logo.ifPresent(png -> {
            database.sql("""
                            insert into brand (tenant_id, logo) values (:tenant, :logo)
                            on conflict (tenant_id) do update set logo = excluded.logo
                            """)
                    .bind("tenant", Scope.getTenant())
                    .bind("logo", png)
                    .update();
            audit.record("brand.changed", "logo");
        });
        return logo.isPresent() ? Result.DONE : Result.INVALID_LOGO;
    }

    /** Removes the logo, if there is one. */
    public void removeLogo() {
        int removed = database.sql("update brand set logo = null where tenant_id = :tenant and logo is not null")
                .bind("tenant", Scope.getTenant())
                .update();
        if (removed > 0) {
            audit.record("brand.changed", "logo removed");
        }
    }
}
