using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Diagnostics;

/// <summary>
/// The converter's diagnostics: <c>LIFT2xxx</c> something cannot be converted, and why; <c>LIFT3xxx</c> converted, with a
/// deviation that the report lists. Each has a page under <c>docs/rules/</c>.
/// </summary>
public static class LiftDescriptors
{
    /// <summary>The category of diagnostics that name another way, which the conversion does not take by itself.</summary>
    public const string OfferCategory = "LambdaLift.Offer";

    /// <summary>The code uses a construct that has no conversion.</summary>
    public static readonly DiagnosticDescriptor UnsupportedConstruct = Refusal(
        "LIFT2001", "Construct cannot be converted", "{0} cannot be converted to a state machine; {1}");

    /// <summary>A called method has no source in the solution and is not one that the converter knows.</summary>
    public static readonly DiagnosticDescriptor UnknownMethod = Refusal(
        "LIFT2002", "Method cannot be converted", "'{0}' has no source in this solution and no known translation; {1}");

    /// <summary>A task is started and the code goes on without awaiting it.</summary>
    public static readonly DiagnosticDescriptor TaskNotAwaited = Refusal(
        "LIFT2003", "Task is not awaited where it can be followed", "The task {0} is {1}; await it, or start it and join it by Task.WhenAll in one block");

    /// <summary>A parallel branch or an iteration assigns a variable from outside.</summary>
    public static readonly DiagnosticDescriptor OuterAssignment = Refusal(
        "LIFT2004", "Concurrent code assigns an outer variable", "'{0}' is declared outside of the concurrent {1} that assigns it; return the value from there and combine the results after the join");

    /// <summary>The operation has no Step Functions integration.</summary>
    public static readonly DiagnosticDescriptor NoIntegration = Refusal(
        "LIFT2005", "AWS operation has no Step Functions integration", "{0} cannot be called by a state machine: {1}");

    /// <summary>The message of an exception cannot be told from its constructor.</summary>
    public static readonly DiagnosticDescriptor UnknownExceptionMessage = Refusal(
        "LIFT2006", "Exception message cannot be derived", "The message of '{0}' cannot be derived from its constructor; pass it to the base constructor");

    /// <summary>A method calls itself.</summary>
    public static readonly DiagnosticDescriptor Recursion = Refusal(
        "LIFT2007", "Recursive method", "'{0}' calls itself; write it as a loop");

    /// <summary>The name of a function, or another value that must be known at deployment, is not.</summary>
    public static readonly DiagnosticDescriptor UnknownRequest = Refusal(
        "LIFT2008", "Request cannot be followed", "The request of {0} is not built in one place that can be followed; build it in the call or in a local variable");

    /// <summary>The JSONPath dialect cannot express it.</summary>
    public static readonly DiagnosticDescriptor NotInJsonPath = Refusal(
        "LIFT2009", "Not expressible in JSONPath", "{0} cannot be expressed in the JSONPath dialect; convert with --query-language jsonata");

    /// <summary>The code looks at a failure in a way that a state machine cannot.</summary>
    public static readonly DiagnosticDescriptor UnsupportedCatch = Refusal(
        "LIFT2010", "Catch clause cannot be converted", "{0}; {1}");

    /// <summary>A required member of a request is not set.</summary>
    public static readonly DiagnosticDescriptor MissingRequiredMember = Refusal(
        "LIFT2011", "Required member is not set", "{0} requires '{1}', which the request does not set");

    /// <summary>An Express workflow was asked for that cannot be one.</summary>
    public static readonly DiagnosticDescriptor NotExpress = Refusal(
        "LIFT2012", "Not possible in an Express workflow", "An Express workflow ends after five minutes, which does not go with {0}; convert with --type standard");

    /// <summary>A member changes from one invocation to the next.</summary>
    public static readonly DiagnosticDescriptor StateBetweenInvocations = Refusal(
        "LIFT2030", "State is kept between invocations", "'{0}' keeps its value from one invocation of the function to the next, which executions of a state machine cannot; keep it in a local variable, or in a table");

    /// <summary>A failing callee goes unnoticed by the code, and fails the state machine.</summary>
    public static readonly DiagnosticDescriptor FunctionErrorNotChecked = Deviation(
        "LIFT3001", "FunctionError is never checked", "The code never looks at FunctionError of the invocation of {0}: it would go on with the error document as if it were the result, whereas the state machine fails with the callee's error (--literal-function-error keeps the code's behaviour)");

    /// <summary>Siblings of a failed branch are cancelled.</summary>
    public static readonly DiagnosticDescriptor FanOutCancelsSiblings = Deviation(
        "LIFT3002", "A failure cancels the sibling branches", "When one branch fails, Step Functions cancels the others at once, whereas Task.WhenAll lets them end before it throws the first failure (--exact-fan-out keeps the code's behaviour)");

    /// <summary>JSON text is written anew.</summary>
    public static readonly DiagnosticDescriptor PayloadTextRewritten = Deviation(
        "LIFT3003", "JSON text is written anew", "The text of {0} is used as text: the state machine writes it from the parsed value, so white space and number spelling may differ");

    /// <summary>JSONPath reads exact names only.</summary>
    public static readonly DiagnosticDescriptor ExactInputNames = Deviation(
        "LIFT3004", "Names are matched exactly", "The serializer reads property names without regard to case; the JSONPath state machine needs them exactly as {0}");

    /// <summary>Failures of expressions have other names.</summary>
    public static readonly DiagnosticDescriptor RuntimeFailureNames = Deviation(
        "LIFT3005", "A null value fails with another error name", "If '{0}' is null, the code throws, whereas the state machine fails with a States.* error");

    /// <summary>The machine does not reject malformed documents.</summary>
    public static readonly DiagnosticDescriptor MalformedInputAccepted = Deviation(
        "LIFT3006", "Documents are not type-checked", "A document whose members have other JSON types than {0} makes the serializer throw; the state machine goes on with the values as they are");

    /// <summary>JSONPath cannot treat null as empty text.</summary>
    public static readonly DiagnosticDescriptor NullText = Deviation(
        "LIFT3007", "A member must be present", "'{0}' is declared as never null and is used as text or output: the JSONPath state machine needs it in the input, where the code would go on with null");

    /// <summary>Code moves to a generated function.</summary>
    public static readonly DiagnosticDescriptor Residual = Deviation(
        "LIFT3010", "Code runs in a generated function", "{0}: the state machine calls the generated function '{1}', which holds this code as it is{2} (--residual none refuses instead)");

    /// <summary>A generated function calls a service.</summary>
    public static readonly DiagnosticDescriptor ResidualCall = Deviation(
        "LIFT3011", "A generated function calls a service", "{0}: the generated function '{1}' makes this call itself, with a permission of its own");

    /// <summary>Calls that the code makes in order run at the same time.</summary>
    public static readonly DiagnosticDescriptor CallsRunInParallel = Deviation(
        "LIFT3012", "Independent calls run in parallel", "The code makes these calls one after the other, the state machine makes them at the same time: {0}; when one fails, others may have been made (--parallelize asks for it)");

    /// <summary>A task waits for a job.</summary>
    public static readonly DiagnosticDescriptor JobIsWaitedFor = Deviation(
        "LIFT3013", "A task waits for a job", "'{0}' takes the place of this loop that calls {1}: Step Functions asks for the job by itself, whose failures to ask the code would see, and stops the job when the execution is stopped{2} (--wait-for-jobs asks for it)");

    /// <summary>What the context tells is another thing.</summary>
    public static readonly DiagnosticDescriptor ContextOfExecution = Deviation(
        "LIFT3014", "The context tells of the execution", "'{0}' of the function's context {1}");

    /// <summary>A time limit is left out.</summary>
    public static readonly DiagnosticDescriptor DeadlineLeftOut = Deviation(
        "LIFT3015", "A cancellation never happens", "{0}: the state machine waits for as long as it takes, and nothing in it is cancelled");

    /// <summary>Calls that are started together, and an argument that cannot be computed.</summary>
    public static readonly DiagnosticDescriptor StartedCalls = Deviation(
        "LIFT3016", "Calls started together are made otherwise when an argument fails", "If computing '{0}' fails, the code has made {1}, whereas the state machine {2}");

    /// <summary>Iterations run as executions of their own.</summary>
    public static readonly DiagnosticDescriptor MapIsDistributed = Deviation(
        "LIFT3017", "A Map state is distributed", "Each iteration runs as an execution of its own: its calls are not in the execution's history, and where an expression in it fails, the execution ends with States.ExceedToleratedFailureThreshold (--distributed-map asks for it)");

    /// <summary>Which of several failures of a fan-out is thrown.</summary>
    public static readonly DiagnosticDescriptor FirstFailureInOrder = Deviation(
        "LIFT3019", "Of several failures the first in order is thrown", "When several of these tasks fail, Task.WhenAll throws the failure that came first (before .NET 8 the first in order), the state machine the first in order");

    /// <summary>What <c>Parallel.ForEachAsync</c> does when an item fails.</summary>
    public static readonly DiagnosticDescriptor ItemsAfterFailure = Deviation(
        "LIFT3018", "Items after a failure are handled", "When an item fails, Parallel.ForEachAsync starts no further ones, and throws the first failure in time; the state machine may have started any of them{0}");

    /// <summary>A retry waits differently.</summary>
    public static readonly DiagnosticDescriptor RetryDelaysDiffer = Deviation(
        "LIFT3008", "Waits between retries differ", "The state machine calls again as often as the code does and after the same failures, but waits whole seconds between the attempts and has a random part of its own");

    /// <summary>Integers do not wrap around.</summary>
    public static readonly DiagnosticDescriptor IntegerOverflow = Deviation(
        "LIFT3020", "Numbers leave their range otherwise", "{0} wraps around, or becomes infinite, beyond the range of its C# type; the state machine goes on with the number, or fails, as JSON numbers do");

    /// <summary>Numbers are doubles.</summary>
    public static readonly DiagnosticDescriptor DoublePrecision = Deviation(
        "LIFT3021", "Numbers have double precision", "{0} is computed in double precision by the state machine, and written with at most 15 digits");

    /// <summary>Characters beyond ASCII.</summary>
    public static readonly DiagnosticDescriptor CodePoints = Deviation(
        "LIFT3022", "Characters beyond ASCII count otherwise", "{0} counts and converts UTF-16 units by .NET's tables; the state machine counts code points and uses its own tables, which is the same for ASCII");

    /// <summary>Cultures are taken for the invariant one.</summary>
    public static readonly DiagnosticDescriptor CultureIgnored = Deviation(
        "LIFT3023", "The culture is not taken into account", "{0} depends on the culture of the function; the state machine compares code units and converts as the invariant culture does");

    /// <summary>Times have milliseconds.</summary>
    public static readonly DiagnosticDescriptor TimePrecision = Deviation(
        "LIFT3024", "Times have milliseconds", "{0} is a point in time: the state machine computes it to the millisecond, takes local time for UTC, and keeps the zone that a document gives");

    /// <summary>System.Text.Json escapes more characters.</summary>
    public static readonly DiagnosticDescriptor JsonTextEscapes = Deviation(
        "LIFT3025", "Characters in JSON text are escaped otherwise", "The characters of this JSON text can be seen: System.Text.Json writes quotation marks in texts, <, >, &, ', + and what is beyond ASCII as \\uXXXX, the state machine writes them as they are");

    /// <summary>A blocking wait fails with another error.</summary>
    public static readonly DiagnosticDescriptor WaitWrapsFailure = Deviation(
        "LIFT3030", "A blocking wait wraps the failure", "A failure of this call reaches the caller as an AggregateException around it, whereas the state machine fails with the error itself (--exact-waits keeps the code's behaviour; await the call to have the same in both)");

    /// <summary>The key of an index is taken from its name.</summary>
    public static readonly DiagnosticDescriptor IndexKeyAssumed = Deviation(
        "LIFT3031", "The key of an index is assumed", "Only the table knows the key of the index '{0}': it is taken to be '{1}'; mark the property of '{2}' with [DynamoDBGlobalSecondaryIndexHashKey] to say so");

    /// <summary>The function's own answer to an unreadable body is not given.</summary>
    public static readonly DiagnosticDescriptor UnreadableBody = Deviation(
        "LIFT3033", "A body that is no JSON fails the execution", "Where the body of the request is no JSON for '{0}', the function answers 400 with the serializer's message, whereas the execution fails");

    /// <summary>What a log line reads through is not looked at.</summary>
    public static readonly DiagnosticDescriptor LogLineFails = Deviation(
        "LIFT3040", "A log line that fails is left out", "If '{0}' is null, the code throws in this log line; the state machine, which leaves log lines out, goes on");

    /// <summary>An HTTP call needs what no handler has.</summary>
    public static readonly DiagnosticDescriptor HttpConnection = Deviation(
        "LIFT3050", "An HTTP call goes through a connection", "This HTTP call becomes an HTTP task, which needs an EventBridge connection (parameter '{0}'), fails after 60 seconds or with more than 256 KiB of answer, and reports failures, and answers that are no JSON, with texts and names of its own");

    /// <summary>A header is not sent by the state machine itself.</summary>
    public static readonly DiagnosticDescriptor HttpHeaderDropped = Deviation(
        "LIFT3051", "A header is left to the connection", "The header '{0}' is not part of the state machine: {1}");

    /// <summary>A value in a URL is passed on as it is.</summary>
    public static readonly DiagnosticDescriptor UrlNotEscaped = Deviation(
        "LIFT3052", "A value in a URL is not escaped", "A text becomes part of this URL as it is: where it holds characters with a meaning in URLs, the client and the HTTP task may send different ones; escape it with Uri.EscapeDataString");

    /// <summary>The base address of a client is only known at deployment.</summary>
    public static readonly DiagnosticDescriptor BaseAddressAssumed = Deviation(
        "LIFT3053", "A base address is taken to be a server", "The base address is '{0}', which is known at deployment only: it is taken to have no path and no '/' at its end, such as https://api.example.com");

    /// <summary>The role may call servers that nobody has named.</summary>
    public static readonly DiagnosticDescriptor ServerAtRunTime = Deviation(
        "LIFT3054", "The server of an HTTP call is known at run time only", "Only an execution knows the server of this URL, which must be an https URL: the role of the state machine may call {0}, with the credentials of the connection '{1}'");

    /// <summary>A job integration could wait for the job.</summary>
    public static readonly DiagnosticDescriptor JobOffered = Offer(
        "LIFT3101", "A job could be waited for by one state", "This loop calls {0} until the job that {1} started has ended; '{2}' waits for it in one state, but fails by itself when the job does, and stops the job when the execution is stopped (--wait-for-jobs takes it)");

    /// <summary>A loop that polls is more than waiting.</summary>
    public static readonly DiagnosticDescriptor JobStaysPolled = Offer(
        "LIFT3103", "A poll loop stays a loop", "'{0}' cannot take the place of this loop: {1}");

    /// <summary>A distributed Map state would take more items.</summary>
    public static readonly DiagnosticDescriptor DistributedMapOffered = Offer(
        "LIFT3102", "A distributed Map state would take more items", "This fan-out may outgrow an inline Map state, which runs about 40 iterations at a time and keeps items and results in 256 KiB: {0}; a distributed Map state runs each iteration as an execution of its own (--distributed-map asks for it)");

    /// <summary>A task's end is reported more than once.</summary>
    public static readonly DiagnosticDescriptor TaskReportedTwice = Deviation(
        "LIFT3034", "A task is reported twice", "After {0} the code goes on to {1} with the same task token: the state machine does the same, though Step Functions takes the first report only");

    /// <summary>Pages are collected in the state of the execution.</summary>
    public static readonly DiagnosticDescriptor StateGrows = Deviation(
        "LIFT3035", "State grows with every page", "'{0}' grows with every page of {1}: an execution fails when a state's data exceeds 256 KiB, whereas the function has all of its memory");

    /// <summary>Text that is no JSON fails with another message.</summary>
    public static readonly DiagnosticDescriptor UnreadableJson = Deviation(
        "LIFT3036", "Text that is no JSON fails with another message", "If '{0}' is no JSON, the code throws the serializer's exception, whereas the state machine's has the message of Step Functions, and its name where nobody catches it");

    /// <summary>The status of an error that is not modelled is read from the cause.</summary>
    public static readonly DiagnosticDescriptor StatusInCause = Deviation(
        "LIFT3037", "A status is read from the text of a cause", "The status of an error that the called operation does not model ({0}) is read from the text of its cause, which Step Functions writes but does not promise");

    /// <summary>A concurrent collection has the order of the items.</summary>
    public static readonly DiagnosticDescriptor OrderOfItems = Deviation(
        "LIFT3038", "A concurrent collection has the order of the items", "The order of '{0}' is that in which concurrent code gets to fill it; in the state machine it is the order of the items");

    /// <summary>A blocking loop runs as many iterations at a time as there are processors.</summary>
    public static readonly DiagnosticDescriptor BlockingLoop = Deviation(
        "LIFT3039", "A blocking loop runs more at a time", "'Parallel.{0}' blocks a thread for each of its calls, and runs as many at a time as the function has threads for; the state machine makes them all at the same time");

    /// <summary>A library would have kept a value in memory.</summary>
    public static readonly DiagnosticDescriptor ValueNotKept = Deviation(
        "LIFT3041", "A value is not kept in memory", "'{0}' keeps the value for {1}, so that the function need not ask the service; the state machine asks every time");

    /// <summary>A binary secret is not decoded.</summary>
    public static readonly DiagnosticDescriptor BinarySecret = Deviation(
        "LIFT3042", "A binary secret is not decoded", "A secret without a text is decoded by the library, whereas the state machine fails");

    /// <summary>A secret is part of an execution's history.</summary>
    public static readonly DiagnosticDescriptor SecretInHistory = Deviation(
        "LIFT3043", "A secret is in the history of executions", "The answer of {0} is a secret: the state machine keeps it in its state, and whoever may read the history of its executions reads it");

    /// <summary>All descriptors, for documentation and tests.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        typeof(LiftDescriptors).GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).ToArray();

    /// <summary>The same refusal, with the reason why the code could not become a function of its own.</summary>
    internal static Diagnostic WithReason(this Diagnostic refusal, string reason)
    {
        var d = refusal.Descriptor;
        var text = refusal.GetMessage(System.Globalization.CultureInfo.InvariantCulture) + "; nor can it become a function of its own, because " + reason;
        var descriptor = new DiagnosticDescriptor(d.Id, d.Title, text.Replace("{", "{{").Replace("}", "}}"), d.Category, d.DefaultSeverity, d.IsEnabledByDefault, helpLinkUri: d.HelpLinkUri);
        return Diagnostic.Create(descriptor, refusal.Location, Array.Empty<object?>());
    }

    private static DiagnosticDescriptor Refusal(string id, string title, string message) =>
        new(id, title, message, "LambdaLift.Conversion", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static DiagnosticDescriptor Deviation(string id, string title, string message) =>
        new(id, title, message, "LambdaLift.Deviation", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static DiagnosticDescriptor Offer(string id, string title, string message) =>
        new(id, title, message, OfferCategory, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/lambdalift/lambdalift/blob/main/docs/rules/{id}.md";
}
