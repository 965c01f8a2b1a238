using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>A task handler made of a function.</summary>
public sealed class DelegateTaskHandler : ITaskHandler
{
    private readonly Func<TaskRequest, TaskResponse> _handle;

    /// <summary>A handler whose function decides everything: success, failure, duration.</summary>
    public DelegateTaskHandler(Func<TaskRequest, TaskResponse> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = handle;
    }

    /// <summary>A handler whose function returns the result; it fails a task by throwing <see cref="TaskFailedException"/>.</summary>
    public DelegateTaskHandler(Func<TaskRequest, JsonData> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = request => TaskResponse.Success(handle(request));
    }

    /// <inheritdoc/>
    public TaskResponse Handle(TaskRequest request) => _handle(request);
}
