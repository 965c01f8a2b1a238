using System.CommandLine;
using LambdaLift.Cli.Projects;

namespace LambdaLift.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class CommonOptions
{
    internal static Argument<string> Path() => new("PATH")
    {
        Description = "A project (.csproj), a solution (.sln, .slnx), or a folder that holds one.",
    };

    internal static Option<bool> NoRestore() => new("--no-restore")
    {
        Description = "Do not restore packages; fail if they are not.",
    };

    internal static Option<string[]> Template() => new("--template")
    {
        Description = "Use this deployment template (SAM, CloudFormation, serverless.yml, aws-lambda-tools-defaults.json) instead of looking for some beside the project. May be repeated.",
        HelpName = "FILE",
    };

    internal static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"How to write the result: {string.Join(", ", formats)}.",
            DefaultValueFactory = _ => formats[0],
            HelpName = string.Join('|', formats),
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}

/// <summary>PATH and how to load it, as the commands that read projects take them.</summary>
internal sealed class WorkspaceArguments
{
    private readonly Argument<string> _path = CommonOptions.Path();
    private readonly Option<bool> _noRestore = CommonOptions.NoRestore();
    private readonly Option<string[]> _templates = CommonOptions.Template();

    internal void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_noRestore);
        command.Add(_templates);
    }

    internal WorkspaceOptions Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_path), parsed.GetValue(_noRestore), parsed.GetValue(_templates) ?? []);
}
