using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Makes a bootstrap for a handler: any of no input, a stream or a type, with or without context, with any kind of result.</summary>
public class LambdaBootstrapBuilder
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> _handler;
    private HttpClient _client;

    private LambdaBootstrapBuilder(Func<Stream, ILambdaContext, Task<Stream>> handler) => _handler = handler;

    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext, MemoryStream> handler) =>
        new((input, context) =>
        {
            var output = new MemoryStream();
            handler(input, context, output);
            output.Position = 0;
            return Task.FromResult<Stream>(output);
        });

    public static LambdaBootstrapBuilder Create(Func<Task> handler) =>
        new(async (input, context) => { await handler(); return Stream.Null; });

    public static LambdaBootstrapBuilder Create(Func<Stream, Task> handler) =>
        new(async (input, context) => { await handler(input); return Stream.Null; });

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => { await handler(serializer.Deserialize<TInput>(input)); return Stream.Null; });

    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Task> handler) =>
        new(async (input, context) => { await handler(context); return Stream.Null; });

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task> handler) =>
        new(async (input, context) => { await handler(input, context); return Stream.Null; });

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => { await handler(serializer.Deserialize<TInput>(input), context); return Stream.Null; });

    public static LambdaBootstrapBuilder Create(Func<Task<Stream>> handler) =>
        new(async (input, context) => await handler());

    public static LambdaBootstrapBuilder Create(Func<Stream, Task<Stream>> handler) =>
        new(async (input, context) => await handler(input));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => await handler(serializer.Deserialize<TInput>(input)));

    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Task<Stream>> handler) =>
        new(async (input, context) => await handler(context));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async (input, context) => await handler(input, context));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => await handler(serializer.Deserialize<TInput>(input), context));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler()));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler(input)));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler(serializer.Deserialize<TInput>(input))));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler(context)));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler(input, context)));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(serializer, await handler(serializer.Deserialize<TInput>(input), context)));

    public static LambdaBootstrapBuilder Create(Action handler) =>
        new((input, context) => { handler(); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create(Action<Stream> handler) =>
        new((input, context) => { handler(input); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        new((input, context) => { handler(serializer.Deserialize<TInput>(input)); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create(Action<ILambdaContext> handler) =>
        new((input, context) => { handler(context); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext> handler) =>
        new((input, context) => { handler(input, context); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new((input, context) => { handler(serializer.Deserialize<TInput>(input), context); return Task.FromResult(Stream.Null); });

    public static LambdaBootstrapBuilder Create(Func<Stream> handler) =>
        new((input, context) => Task.FromResult(handler()));

    public static LambdaBootstrapBuilder Create(Func<Stream, Stream> handler) =>
        new((input, context) => Task.FromResult(handler(input)));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(handler(serializer.Deserialize<TInput>(input))));

    public static LambdaBootstrapBuilder Create(Func<ILambdaContext, Stream> handler) =>
        new((input, context) => Task.FromResult(handler(context)));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Stream> handler) =>
        new((input, context) => Task.FromResult(handler(input, context)));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(handler(serializer.Deserialize<TInput>(input), context)));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler())));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler(input))));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler(serializer.Deserialize<TInput>(input)))));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler(context))));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler(input, context))));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(serializer, handler(serializer.Deserialize<TInput>(input), context))));

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _client = httpClient;
        return this;
    }

    public LambdaBootstrap Build() => new(_handler, _client);

    private static Stream Write<T>(ILambdaSerializer serializer, T value)
    {
        var output = new MemoryStream();
        serializer.Serialize(value, output);
        output.Position = 0;
        return output;
    }
}
