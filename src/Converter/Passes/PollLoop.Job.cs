using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>The job: the question for it, and what the task returns of it in place of the answers to start and question.</summary>
internal sealed partial class PollLoop
{
    /// <summary>Whether the request asks for exactly the job that was started.</summary>
    private bool AsksForTheJob(IrServiceCall call, State state)
    {
        if (call.Request is not IrNew asked || _start.Request is not IrNew started)
            return false;
        foreach (var member in asked.Members.Where(m => m.Value is not IrConstant { Value: null }))
        {
            if (_job.Question.FirstOrDefault(q => string.Equals(q.Member, member.Name, StringComparison.OrdinalIgnoreCase)) is not { } part)
                return false;
            var value = member.Value;
            if (part.IsList)
            {
                if (Resolve(value, state.Known) is not IrList { Elements: [var only] })
                    return false;
                value = only;
            }

            var same = part.Source == JobValueSource.StartResponse
                ? Evaluate(value, state) is Part { IsAnswer: false, Path: var path } && IsPath(path, part.Path)
                : started.Members.FirstOrDefault(m => string.Equals(m.Name, part.Path[0], StringComparison.OrdinalIgnoreCase)) is { Value: var sent } && _printer.Text(sent) == _printer.Text(value);
            if (!same)
                return false;
        }

        // What is not asked for is not what was started: a cluster, for one.
        foreach (var part in _job.Question)
        {
            var isGiven = asked.Members.Any(m => string.Equals(m.Name, part.Member, StringComparison.OrdinalIgnoreCase) && m.Value is not IrConstant { Value: null });
            var isStarted = part.Source == JobValueSource.StartResponse || started.Members.Any(m => string.Equals(m.Name, part.Path[0], StringComparison.OrdinalIgnoreCase) && m.Value is not IrConstant { Value: null });
            if (isGiven != isStarted)
                return false;
        }

        return true;
    }

    private static IrExpression Resolve(IrExpression expression, ImmutableDictionary<IrVariable, Bound> known) =>
        expression is IrRead { Variable: var variable } && known.TryGetValue(variable, out var bound) && bound.Expression is { } value ? Resolve(value, bound.Known!) : expression;

    /// <summary>The variable that takes the place of the answer to the question: what the task returns; null when the answer does not have it.</summary>
    private static IrVariable? Description(IrVariable started, IrVariable answer, JobIntegration job)
    {
        if (job.Result.Count > 0)
            return new IrVariable(started.Name, started.Type);
        var type = answer.Type;
        foreach (var name in job.Description)
        {
            type = name == "0" ? type.ElementType() : PropertyOf(type, name)?.Type;
            if (type is null)
                return null;
        }

        return new IrVariable(job.Description.Count == 0 ? answer.Name : StateNameOf(job), type);
    }

    /// <summary>The status in what the task returns.</summary>
    private IrExpression StatusOf(IrExpression description) => At(description, FromResult(_job.Status), description.Origin);

    /// <summary>The way from what the task returns to a value, by the way from the answer to the question.</summary>
    private IEnumerable<string> FromResult(IReadOnlyList<string> asked) => _job.Result.Concat(asked.Skip(_job.Description.Count));

    private static IrExpression At(IrExpression value, IEnumerable<string> path, Origin origin)
    {
        foreach (var name in path)
        {
            var property = PropertyOf(value.Type, name)!;
            value = new IrMember(value, property.Name, property.Type, origin);
        }

        return value;
    }

    private static string StateNameOf(JobIntegration job) => job.Description[0] switch
    {
        "tasks" => "task",
        "jobs" => "job",
        var name => name.LowerFirst(),
    };

    private static IPropertySymbol? PropertyOf(ITypeSymbol? type, string apiName) =>
        type?.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => string.Equals(p.Name, apiName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The answer to the question, with what the task returns in its place.</summary>
    private IrExpression Wrapped(IrServiceCall call)
    {
        var value = At(new IrRead(_description, call.Origin), _job.Result, call.Origin);
        var types = new List<ITypeSymbol?> { call.Result!.Type };
        foreach (var name in _job.Description)
            types.Add(name == "0" ? types[types.Count - 1].ElementType() : PropertyOf(types[types.Count - 1], name)?.Type);
        for (var i = _job.Description.Count - 1; i >= 0; i--)
        {
            value = _job.Description[i] == "0"
                ? new IrList([value], types[i], call.Origin)
                : new IrNew([new IrNewMember(PropertyOf(types[i], _job.Description[i])!.Name, value)], types[i], call.Origin);
        }

        return value;
    }

    /// <summary>What the code read of the answer to the start is read of the description, which says it as well.</summary>
    private ImmutableArray<IrStatement> TakeFromDescription(ImmutableArray<IrStatement> program, IrVariable started)
    {
        var replaced = program.RewriteExpressions(Rewrite);
        var all = replaced.Descendants().SelectMany(s => s.Expressions()).ToList();
        if (all.Any(e => e.Reads().Contains(started)))
            Obstruct($"the code reads of the answer to {_job.Start} what the job's description does not say");
        // What is made of the description tells of it as well.
        var told = new HashSet<IrVariable> { _description };
        for (var known = 0; known < told.Count;)
        {
            known = told.Count;
            told.UnionWith(replaced.Descendants().OfType<IrAssign>().Where(a => a.Value.Reads().Overlaps(told)).Select(a => a.Variable).ToList());
        }

        if (all.SelectMany(e => e.DescendantsAndSelf()).Any(e => e is IrMember && e.Type.IsTime() && e.Reads().Overlaps(told)))
            Obstruct("the code reads times of the job, which the task returns in another form");
        return replaced;

        IrExpression Rewrite(IrExpression expression)
        {
            if (Path(expression) is { } path)
            {
                foreach (var (from, to) in _job.Same)
                {
                    if (IsPath(path, from))
                        return At(new IrRead(_description, expression.Origin), FromResult(to), expression.Origin);
                }
            }

            return expression.MapChildren(Rewrite);
        }

        ImmutableArray<string>? Path(IrExpression expression) => expression switch
        {
            IrRead e when ReferenceEquals(e.Variable, started) => ImmutableArray<string>.Empty,
            IrMember e => Path(e.Target)?.Add(e.Name),
            IrElement { Index: IrConstant { Value: int index } } e => Path(e.Target)?.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };
    }
}
