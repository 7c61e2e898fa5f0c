package com.engram.web.reports;

import com.engram.branding.Brand;
import com.engram.branding.Brands;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Optional;

/** The brand at the head of a report. */
@ApplicationScoped
class ReportBrand {

    private static final String OWN_COLOUR = "#c4622d";

    @Inject
    private Brands brands;

    @Inject
    private Tenants tenants;

    /**
     * A brand as a report shows it.
     *
     * @param name the brand's, otherwise the account's
     * @param colour as {@code #rrggbb}
     * @param logo as a {@code data:} URL
     */
    public record Shown(String name, String colour, Optional<String> logo) {}

    /** The brand of the current tenant. */
    Shown find() {
        Brand brand = brands.getBrand();
        return new Shown(
                brand.name().orElseGet(() -> tenants.getCurrent().name()),
                brand.colour().orElse(OWN_COLOUR),
                brands.findLogo()
                        .map(png ->
                                "data:image/png;base64," + Base64.getEncoder().encodeToString(png)));
    }
}
