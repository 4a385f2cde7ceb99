package dev.convoy.standalone.command;

import picocli.CommandLine.Command;

/** Measures; each of its commands one thing. */
@Command(
    name = "bench",
    description = "Measures how fast something is on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchStepCommand.class,
      BenchProfileCommand.class,
      BenchInferenceCommand.class,
      BenchInputCommand.class,
      BenchSchedulerCommand.class
    })
public final class BenchCommand {}
