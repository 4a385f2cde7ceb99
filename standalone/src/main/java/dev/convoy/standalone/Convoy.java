package dev.convoy.standalone;

import dev.convoy.standalone.command.BenchCommand;
import dev.convoy.standalone.command.CancelCommand;
import dev.convoy.standalone.command.DemoCommand;
import dev.convoy.standalone.command.ExtendCommand;
import dev.convoy.standalone.command.ForwardCommand;
import dev.convoy.standalone.command.ListCommand;
import dev.convoy.standalone.command.PauseCommand;
import dev.convoy.standalone.command.PreviewCommand;
import dev.convoy.standalone.command.ResumeCommand;
import dev.convoy.standalone.command.ShowCommand;
import dev.convoy.standalone.command.SubmitCommand;
import dev.convoy.standalone.command.SummaryCommand;
import dev.convoy.standalone.command.UpCommand;
import dev.convoy.standalone.command.UserErrors;
import dev.convoy.standalone.command.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code convoy} command. */
@Command(
    name = "convoy",
    description = "Tunes and trains convolutional networks as a reactive mesh.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the experiment completed",
      "1:it went wrong, and standard error says why; or the experiment failed or was cancelled",
      "2:the command line was not understood"
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      PreviewCommand.class,
      SubmitCommand.class,
      ListCommand.class,
      ShowCommand.class,
      WatchCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ExtendCommand.class,
      CancelCommand.class,
      ForwardCommand.class,
      SummaryCommand.class,
      BenchCommand.class
    })
public final class Convoy {

  private Convoy() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Convoy())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new UserErrors());
  }
}
