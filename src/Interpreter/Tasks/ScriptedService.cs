using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>
/// A task handler put together in a test: what each state, or each resource, answers, call by call. The last answer
/// repeats. A rule for a state goes before one for a resource; among equals, one with a condition that holds goes first, then the first written.
/// </summary>
/// <example><code>
/// var services = new ScriptedService();
/// services.OnState("Charge").Throws("Payment.Declined").Returns(JsonData.Parse("""{"id":1}"""));
/// services.OnResource("arn:aws:states:::sns:publish").Returns(DataObject.Empty);
/// </code></example>
public sealed class ScriptedService : ITaskHandler
{
    private readonly List<Script> _scripts = [];

    /// <summary>Starts a script for one state, by its name.</summary>
    /// <param name="stateName">The state's name.</param>
    /// <param name="when">A condition on the request; null: always.</param>
    public Script OnState(string stateName, Func<TaskRequest, bool>? when = null) => Add(new Script(stateName, null, when));

    /// <summary>Starts a script for all states that call a resource.</summary>
    /// <param name="resource">The resource as the definition has it, or only its end, such as <c>sqs:sendMessage</c>.</param>
    /// <param name="when">A condition on the request; null: always.</param>
    public Script OnResource(string resource, Func<TaskRequest, bool>? when = null) => Add(new Script(null, resource, when));

    /// <summary>Starts a script for everything that no other script answers.</summary>
    public Script OnAnything() => Add(new Script(null, null, null));

    /// <inheritdoc/>
    /// <exception cref="MissingMockException">No script answers the request.</exception>
    public TaskResponse Handle(TaskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Script? best = null;
        foreach (Script script in _scripts)
        {
            if (script.Answers(request) && (best is null || script.Weight > best.Weight)) best = script;
        }

        return best?.Next(request)
            ?? throw new MissingMockException($"No script answers state '{request.StateName}', which calls {request.Resource}.");
    }

    private Script Add(Script script)
    {
        _scripts.Add(script);
        return script;
    }

    /// <summary>The answers of one rule, in order.</summary>
    public sealed class Script
    {
        private readonly string? _state;
        private readonly string? _resource;
        private readonly Func<TaskRequest, bool>? _when;
        private readonly List<Func<TaskRequest, TaskResponse>> _answers = [];
        private int _next;

        internal Script(string? state, string? resource, Func<TaskRequest, bool>? when)
        {
            _state = state;
            _resource = resource;
            _when = when;
        }

        internal int Weight => (_state is not null ? 4 : _resource is not null ? 2 : 0) + (_when is not null ? 1 : 0);

        /// <summary>The next call succeeds.</summary>
        public Script Returns(JsonData output, TimeSpan duration = default) => Responds(_ => TaskResponse.Success(output, duration));

        /// <summary>The next call succeeds with a computed result.</summary>
        public Script Returns(Func<TaskRequest, JsonData> output) => Responds(request => TaskResponse.Success(output(request)));

        /// <summary>The next call fails.</summary>
        public Script Throws(string? error, string? cause = null, TimeSpan duration = default) => Responds(_ => TaskResponse.Failure(error, cause, duration));

        /// <summary>The next call does not complete by itself.</summary>
        public Script NeverCompletes() => Responds(_ => TaskResponse.Pending);

        /// <summary>The next call is answered by a function.</summary>
        public Script Responds(Func<TaskRequest, TaskResponse> answer)
        {
            ArgumentNullException.ThrowIfNull(answer);
            _answers.Add(answer);
            return this;
        }

        internal bool Answers(TaskRequest request) =>
            _answers.Count > 0
            && (_state is null || _state == request.StateName)
            && (_resource is null || request.Resource == _resource || request.Resource.EndsWith(":" + _resource, StringComparison.Ordinal))
            && (_when is null || _when(request));

        internal TaskResponse Next(TaskRequest request)
        {
            int index = Math.Min(_next, _answers.Count - 1);
            _next++;
            return _answers[index](request);
        }
    }
}
