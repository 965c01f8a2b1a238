using System.CommandLine;
using LambdaLift.Cli.Projects;
using LambdaLift.Converter;

namespace LambdaLift.Cli.Commands;

/// <summary>What convert and verify have in common: which project, which handlers, which dialect, which events.</summary>
internal sealed class HandlerArguments
{
    private readonly WorkspaceArguments _workspace = new();
    private readonly Option<string?> _handler = new("--handler")
    {
        Description = "The handler: Assembly::Namespace.Type::Method, Type.Method, or a part that is unique. Without it: all that orchestrate.",
        HelpName = "NAME",
    };

    private readonly Option<string> _language = new("--query-language")
    {
        Description = "The dialect of the definition's expressions: jsonata or jsonpath.",
        DefaultValueFactory = _ => "jsonata",
        HelpName = "jsonata|jsonpath",
    };

    private readonly Option<string> _type = new("--type")
    {
        Description = "The workflow type: auto, standard or express.",
        DefaultValueFactory = _ => "auto",
        HelpName = "auto|standard|express",
    };

    private readonly Option<bool> _literalFunctionError = new("--literal-function-error")
    {
        Description = "Where code never looks at FunctionError, go on after a failure of the callee as the code does (LIFT3001).",
    };

    private readonly Option<bool> _exactFanOut = new("--exact-fan-out")
    {
        Description = "Let branches run to their end when a sibling fails, as Task.WhenAll does (LIFT3002).",
    };

    private readonly Option<bool> _decimalAsDouble = new("--decimal-as-double")
    {
        Description = "Compute decimal, float and 64-bit integers in double precision, which is refused otherwise (LIFT3021).",
    };

    private readonly Option<bool> _parallelize = new("--parallelize")
    {
        Description = "Run independent calls at the same time that the code makes one after the other (LIFT3012).",
    };

    private readonly Option<bool> _waitForJobs = new("--wait-for-jobs")
    {
        Description = "Let one task (.sync) wait for a job where the code polls until it has ended (LIFT3013).",
    };

    private readonly Option<bool> _distributedMap = new("--distributed-map")
    {
        Description = "Run each iteration of a fan-out over a collection as an execution of its own, in a distributed Map state (LIFT3017).",
    };

    private readonly Option<string> _residual = new("--residual")
    {
        Description = "Whether code that a state machine cannot express becomes a generated function (allow) or is refused (none).",
        DefaultValueFactory = _ => "allow",
        HelpName = "allow|none",
    };

    private readonly Option<bool> _exactWaits = new("--exact-waits")
    {
        Description = "Let failures under .Result and .Wait() end the execution as an AggregateException, as the code does (LIFT3030).",
    };

    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal void AddTo(Command command)
    {
        _language.AcceptOnlyFromAmong("jsonata", "jsonpath");
        _type.AcceptOnlyFromAmong("auto", "standard", "express");
        _residual.AcceptOnlyFromAmong("allow", "none");
        _workspace.AddTo(command);
        foreach (var option in new Option[] { _handler, _language, _type, _literalFunctionError, _exactFanOut, _exactWaits, _decimalAsDouble, _parallelize, _waitForJobs, _distributedMap, _residual, _format })
        {
            command.Add(option);
        }
    }

    internal WorkspaceOptions Workspace(ParseResult parsed) => _workspace.Read(parsed);

    internal bool IsJson(ParseResult parsed) => parsed.GetValue(_format) == "json";

    /// <summary>What the converter is to work on.</summary>
    internal ConversionInput Input(ParseResult parsed, LoadedWorkspace workspace, string? dumpAfter = null) => new()
    {
        Compilations = workspace.Compilations,
        Templates = workspace.Templates,
        Options = Options(parsed, dumpAfter),
    };

    private ConversionOptions Options(ParseResult parsed, string? dumpAfter) => new()
    {
        Handler = parsed.GetValue(_handler),
        QueryLanguage = parsed.GetValue(_language) == "jsonpath" ? TargetLanguage.JsonPath : TargetLanguage.Jsonata,
        Type = parsed.GetValue(_type) switch { "standard" => (WorkflowType?)WorkflowType.Standard, "express" => WorkflowType.Express, _ => null },
        LiteralFunctionError = parsed.GetValue(_literalFunctionError),
        ExactFanOut = parsed.GetValue(_exactFanOut),
        Parallelize = parsed.GetValue(_parallelize),
        WaitForJobs = parsed.GetValue(_waitForJobs),
        DistributedMap = parsed.GetValue(_distributedMap),
        AllowResiduals = parsed.GetValue(_residual) != "none",
        DecimalAsDouble = parsed.GetValue(_decimalAsDouble),
        ExactWaits = parsed.GetValue(_exactWaits),
        DumpAfter = dumpAfter,
    };
}
