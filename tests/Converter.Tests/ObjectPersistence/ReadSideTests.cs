using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using LambdaLift.Converter.Frontend.ObjectPersistence;
using LambdaLift.Converter.Tests.ObjectPersistence.Entities;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using ConversionSchema = LambdaLift.ServiceCatalogue.ObjectPersistence.ConversionSchema;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>
/// From which kinds of attributes a property can be read: what the catalogue says (<see cref="AttributeForm.ReadableFrom"/>) against what the released
/// library makes of an item that holds each kind in turn.
/// </summary>
public sealed class ReadSideTests : IDisposable
{
    private static readonly Lazy<Compilation> Program = new(() =>
    {
        const string Path = "tests/Converter.Tests/ObjectPersistence/Entities.cs";
        return TestPrograms.Compile("Entities", (Path, File.ReadAllText(System.IO.Path.Combine(TestPrograms.RepositoryRoot, Path))));
    });

    private readonly AmazonDynamoDBClient _client = SentRequests.Client();

    public void Dispose() => _client.Dispose();

    private static readonly string[] Kinds = ["S", "N", "B", "BOOL", "SS", "NS", "BS", "L", "M"];

    /// <summary>An attribute of a kind, whose content is what the property could hold if only its kind is one that is read.</summary>
    private static AttributeValue Sample(string kind, AttributeForm form) => kind switch
    {
        "S" => new AttributeValue { S = Text(form) },
        "N" => new AttributeValue { N = Number(form) },
        "B" => new AttributeValue { B = new MemoryStream([1]) },
        "BOOL" => new AttributeValue { BOOL = true },
        "SS" => new AttributeValue { SS = [Text(form)] },
        "NS" => new AttributeValue { NS = [Number(form)] },
        "BS" => new AttributeValue { BS = [new MemoryStream([1])] },
        "L" => new AttributeValue { L = [ElementOf(form) is { } element ? Sample(element.Descriptor, element) : new AttributeValue { S = "1" }] },
        _ => new AttributeValue { M = new Dictionary<string, AttributeValue> { ["k"] = form is MapForm { Value: var value } ? Sample(value.Descriptor, value) : new AttributeValue { S = "1" } } },
    };

    private static AttributeForm? ElementOf(AttributeForm form) => form switch
    {
        SetForm { Element: var element } => element,
        ListForm { Element: var element } => element,
        _ => null,
    };

    private static string Text(AttributeForm form) => (ElementOf(form) ?? form) switch
    {
        ScalarForm { Kind: ScalarKind.Guid } => "0a11b22c-3333-4444-8555-666677778888",
        ScalarForm { Kind: ScalarKind.Instant or ScalarKind.EpochSeconds or ScalarKind.EpochSecondsOf32Bits } => "2024-01-02T03:04:05.000Z",
        _ => "1",
    };

    private static string Number(AttributeForm form) =>
        (ElementOf(form) ?? form) is ScalarForm { Kind: ScalarKind.Instant or ScalarKind.EpochSeconds or ScalarKind.EpochSecondsOf32Bits } ? "1704164645" : "1";

    [Theory]
    [InlineData(typeof(Scalars), ConversionSchema.V1)]
    [InlineData(typeof(Scalars), ConversionSchema.V2)]
    [InlineData(typeof(Collections), ConversionSchema.V1)]
    [InlineData(typeof(Collections), ConversionSchema.V2)]
    [InlineData(typeof(Bools), ConversionSchema.V1)]
    [InlineData(typeof(Bools), ConversionSchema.V2)]
    public void Each_property_reads_exactly_the_described_kinds(Type entity, ConversionSchema schema)
    {
        var type = PersistedClassReader.Read(Program.Value.GetTypeByMetadataName(entity.FullName!)!, new ContextSettings { Conversion = schema });
        var differences = new List<string>();
        foreach (var property in type.Properties)
        {
            var reads = Kinds.Select(k => (Kind: k, Failure: Failure(entity, schema, property.AttributeName, Sample(k, property.Form)))).ToList();
            var read = reads.Where(r => r.Failure is null).Select(r => r.Kind);
            var described = Kinds.Where(property.Form.ReadableFrom.Contains);

            // A map is taken for an object: a List<T> of it has no elements, which nobody means.
            if (!read.Where(k => k != "M" || property.Form is not ListForm).SequenceEqual(described))
            {
                differences.Add($"{type.Name}.{property.Name} ({property.Form.GetType().Name} {property.Form.Descriptor}): described {string.Join(' ', described)}, read {string.Join(' ', reads)}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.NotEmpty(type.Properties);
    }

    [Theory]
    [InlineData(typeof(Scalars))]
    [InlineData(typeof(Collections))]
    public void Null_can_always_be_read(Type entity)
    {
        var type = PersistedClassReader.Read(Program.Value.GetTypeByMetadataName(entity.FullName!)!, ContextSettings.Default);

        Assert.All(type.Properties, p => Assert.Null(Failure(entity, ConversionSchema.V1, p.AttributeName, new AttributeValue { NULL = true })));
    }

    [Fact]
    public void What_is_written_can_be_read_first_of_all()
    {
        var all = new[] { typeof(Scalars), typeof(Collections), typeof(Bools) }
            .SelectMany(t => PersistedClassReader.Read(Program.Value.GetTypeByMetadataName(t.FullName!)!, ContextSettings.Default).Properties)
            .Where(p => p.Form.ReadableFrom.Count > 0);

        Assert.All(all, p => Assert.Equal(p.Form.Descriptor, p.Form.ReadableFrom[0]));
    }

    /// <summary>Why the library does not read the attribute; null when it does.</summary>
    private string? Failure(Type entity, ConversionSchema schema, string attribute, AttributeValue value)
    {
        var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => _client).ConfigureContext(c =>
        {
            c.DisableFetchingTableMetadata = true;
            c.Conversion = schema == ConversionSchema.V2 ? DynamoDBEntryConversion.V2 : DynamoDBEntryConversion.V1;
        }).Build();
        var read = typeof(ReadSideTests).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(entity);
        try
        {
            read.Invoke(null, [context, new Dictionary<string, AttributeValue> { [attribute] = value }]);
            return null;
        }
        catch (TargetInvocationException e)
        {
            // A text that is no number fails when it is parsed: its kind was accepted.
            for (var cause = e.InnerException; cause is not null; cause = cause.InnerException)
            {
                if (cause is FormatException or OverflowException)
                {
                    return null;
                }
            }

            return e.InnerException!.GetType().Name + ": " + e.InnerException.Message;
        }
    }

    // By the class's table, as LoadAsync does: it knows which attributes hold seconds since 1970.
    private static object? Read<T>(IDynamoDBContext context, Dictionary<string, AttributeValue> item) => context.FromDocument<T>(context.GetTargetTable<T>().FromAttributeMap(item));
}
