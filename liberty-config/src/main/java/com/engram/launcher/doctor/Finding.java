package com.engram.launcher.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param check what was checked, such as {@code disk}
 * @param detail what was found
 * @param advice what to do; empty if nothing is to be done
 */
public record Finding(String check, Status status, String detail, String advice) {

    /** How serious a finding is. */
    public enum Status {
        OK,
        /** It works, but something should be changed. */
        WARNING,
        /** Something that Engram needs does not work. */
        FAILED,
        /** It could not be checked, or there is nothing to check. */
        SKIPPED;

        /** As it is printed. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String detail) {
        return new Finding(check, Status.OK, detail, "");
    }

    static Finding warning(String check, String detail, String advice) {
        return new Finding(check, Status.WARNING, detail, advice);
    }

    static Finding failed(String check, String detail, String advice) {
        return new Finding(check, Status.FAILED, detail, advice);
    }

    static Finding skipped(String check, String reason) {
        return new Finding(check, Status.SKIPPED, reason, "");
    }
}
