package com.engram.branding;

import java.util.Optional;

/**
 * How a tenant shows itself.
 *
 * @param name shown instead of the account's name
 * @param colour as {@code #rrggbb}
 * @param hasLogo whether there is a logo
 */
public record Brand(Optional<String> name, Optional<String> colour, boolean hasLogo) {

    /** The brand of a tenant that has chosen nothing. */
    static final Brand NONE = new Brand(Optional.empty(), Optional.empty(), false);
}
