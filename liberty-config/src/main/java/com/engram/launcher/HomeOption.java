package com.engram.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which installation a command is about. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:ENGRAM_HOME:-${sys:user.home}/.engram}",
            description = "Where all data is kept. Default: ENGRAM_HOME, else ~/.engram.")
    Path folder = Path.of(".engram");
}
