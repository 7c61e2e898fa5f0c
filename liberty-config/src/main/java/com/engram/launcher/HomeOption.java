package com.engram.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --home}, which selects the installation of a command. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:ENGRAM_HOME:-${sys:user.home}/.engram}",
            description = "Where all data is kept. Default: ENGRAM_HOME, else ~/.engram.")
    Path folder = Path.of(".engram");
}
