using System.Net;
using System.Reflection;

namespace LambdaLift.Verifier.Hosting.Sdk;

/// <summary>Constructs the exception that a client of the user's SDK would throw.</summary>
internal static class SdkExceptionFactory
{
    /// <param name="error">What to throw.</param>
    /// <param name="requestType">The request type: its assembly and namespace hold the service's exceptions.</param>
    /// <exception cref="MissingSdkTypeException">The user's SDK has no such exception.</exception>
    public static Exception Create(SdkAnswer.Error error, Type requestType)
    {
        var type = Find(error.ExceptionType, requestType)
            ?? throw new MissingSdkTypeException($"The SDK that the project uses for {SdkTypes.ServiceNamespace(requestType)} has no exception '{error.ExceptionType}'.");
        var exception = Construct(type, error.Message);
        Set(exception, "ErrorCode", error.ErrorCode);
        Set(exception, "RequestId", "00000000-0000-4000-8000-000000000000");
        Set(exception, "StatusCode", (HttpStatusCode)error.Status);
        return exception;
    }

    private static Type? Find(string name, Type requestType)
    {
        var space = SdkTypes.ServiceNamespace(requestType);
        return requestType.Assembly.GetType($"{space}.Model.{name}")
            ?? requestType.Assembly.GetType($"{space}.{name}")
            ?? CoreOf(requestType)?.GetType($"Amazon.Runtime.{name}");
    }

    private static Assembly? CoreOf(Type requestType)
    {
        for (var type = requestType; type is not null; type = type.BaseType)
        {
            if (type.Namespace == "Amazon.Runtime") return type.Assembly;
        }

        return null;
    }

    private static Exception Construct(Type type, string message)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        if (type.GetConstructor(Any, [typeof(string)]) is { } byMessage) return (Exception)byMessage.Invoke([message]);
        if (type.GetConstructor(Any, [typeof(string), typeof(Exception)]) is { } byCause) return (Exception)byCause.Invoke([message, null]);
        throw new HostingException($"{type.FullName} has no constructor that takes a message.");
    }

    private static void Set(Exception exception, string property, object value)
    {
        if (exception.GetType().GetProperty(property) is { CanWrite: true } found && found.PropertyType.IsInstanceOfType(value))
            found.SetValue(exception, value);
    }
}
