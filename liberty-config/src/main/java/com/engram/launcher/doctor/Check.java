package com.engram.launcher.doctor;

import java.util.List;

/** Checks one part of an installation. It changes nothing that stays. */
interface Check {

    /** What is checked, such as {@code disk}. */
    String name();

    /**
     * Checks it.
     *
     * @throws Exception if the check itself fails, which counts as a failed check
     */
    List<Finding> run() throws Exception;
}
