using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>A service is called through one integration alone where values go between its calls whose members two integrations would spell differently.</summary>
public class SharedSpellingTests
{
    private static readonly INamedTypeSymbol Value = Type("Amazon.DynamoDBv2.Model.AttributeValue");
    private static readonly IrRead Other = new(new IrVariable("value", Value), Here);
    private static readonly IrExpression Own = New(Value, ("S", Constant("x")));
    private static readonly IrServiceCall Scan = Request("Scan", ("TableName", Constant("t")));

    [Fact]
    public void Values_that_requests_make_are_their_own()
    {
        AssertOptimized(Scan, Put(Entries(Own)));
        AssertOptimized(Scan, Put(Entries(New(Value, ("BOOL", Constant(true))))));
        AssertOptimized(Scan, Put(Entries(New(Value, ("L", List(Own))))));
    }

    [Fact]
    public void A_value_of_elsewhere_in_a_request_is_shared()
    {
        AssertGeneric(Scan, Put(Other));
        AssertGeneric(Scan, Put(Entries(Other)));
        AssertGeneric(Scan, Put(Entries(Own, Other)));
        AssertGeneric(Scan, Put(Entries(Other, Own)));
        AssertGeneric(Scan, Put(Entries(New(Value, ("L", List(Own, Other))))));
        AssertGeneric(Scan, Put(Entries(New(Value, ("L", List(Other, Own))))));
        AssertGeneric(Scan, Put(Entries(New(Value, ("M", Entries(Own, Other)), ("S", Constant("x"))))));
    }

    [Fact]
    public void Lists_and_dictionaries_of_values_are_shared_too()
    {
        var list = Type("System.Collections.Generic.List`1").Construct(Value);
        var dictionary = Type("System.Collections.Generic.Dictionary`2").Construct(Type("System.String"), Value);

        AssertGeneric(Scan, Put(Entries(New(Value, ("L", new IrRead(new IrVariable("list", list), Here))))));
        AssertGeneric(Scan, Put(new IrRead(new IrVariable("item", dictionary), Here)));
    }

    [Fact]
    public void Values_of_another_service_are_not() =>
        AssertOptimized(Scan, Put(Entries(new IrRead(new IrVariable("message", Type("Amazon.SimpleNotificationService.Model.MessageAttributeValue")), Here))));

    [Fact]
    public void A_member_that_is_spelled_in_two_ways_is_read_by_one()
    {
        AssertGeneric(Scan, Put(Entries(Own)), Return(Part("BOOL")));
        AssertGeneric(Scan, Put(Entries(New(Value, ("S", Part("NULL"))))));
        AssertGeneric(Scan, Put(Entries(Own)), Return(List(Constant(1), Part("SS"))));
    }

    [Fact]
    public void A_member_that_is_spelled_in_one_way_is_read_by_it()
    {
        AssertOptimized(Scan, Put(Entries(Own)), Return(Part("S")));
        AssertOptimized(Scan, Put(Entries(Own)), Return(Part("M")));
        AssertOptimized(Scan, Put(Entries(Own)), Return(Part("IsMSet")));
        AssertOptimized(Scan, Put(Entries(Own)), Return(Part("Missing")));
        AssertOptimized(Scan, Put(Entries(Own)), Return(Member(Read("order"), "BOOL")));
    }

    [Fact]
    public void A_value_that_is_made_outside_of_a_call_is_spelled_in_one_way()
    {
        AssertGeneric(Scan, Put(Entries(Own)), Return(New(Value, ("BOOL", Constant(true)))));
        AssertGeneric(Scan, Put(Entries(Own)), Return(New(Value, ("S", Constant("x")), ("BOOL", Constant(true)))));
        AssertOptimized(Scan, Put(Entries(Own)), Return(Own));
    }

    [Fact]
    public void One_integration_needs_no_change()
    {
        AssertOptimized(Put(Entries(Other)));
        AssertOptimized(Put(Entries(Other)), Request("GetItem", ("TableName", Constant("t"))), Return(Part("BOOL")));
        AssertOptimized(Put(Entries(Other)), Call("sns:Publish", New(Type("Amazon.SimpleNotificationService.Model.PublishRequest"))));
    }

    [Fact]
    public void Calls_of_other_services_stay_as_they_are()
    {
        var program = Run(new SharedSpelling(), new ConversionOptions(), _ => null, out _, Scan, Put(Other), Call("sns:Publish", New(Type("Amazon.SimpleNotificationService.Model.PublishRequest"))));

        Assert.Equal([true, true, false], program.Body.Cast<IrServiceCall>().Select(c => c.IsGeneric));
    }

    [Fact]
    public void Requests_that_are_made_elsewhere_do_not_count()
    {
        AssertOptimized(Scan, Call("dynamodb:PutItem", Other));
        AssertOptimized(Scan, Call("dynamodb:PutItem", New(("Item", Other))));
    }

    [Fact]
    public void Calls_in_blocks_count() =>
        AssertGeneric(Scan, new IrIf(Read("c"), [Put(Other)], [], Here));

    private static IrMember Part(string name) => Member(Other, name);

    private static IrDictionary Entries(params IrExpression[] values) => new([.. values.Select((v, i) => new IrDictionaryEntry(Constant("k" + i), v))], null, Here);

    private static IrServiceCall Put(IrExpression item) => Request("PutItem", ("TableName", Constant("t")), ("Item", item));

    private static IrServiceCall Request(string operation, params (string Name, IrExpression Value)[] members) => Call("dynamodb:" + operation, New(Type($"Amazon.DynamoDBv2.Model.{operation}Request"), members));

    private static void AssertGeneric(params IrStatement[] body) => Assert.All(Calls(body), c => Assert.Equal(IntegrationKind.AwsSdk, c.Integration!.Kind));

    private static void AssertOptimized(params IrStatement[] body) => Assert.All(Calls(body), c => Assert.False(c.IsGeneric));

    private static IEnumerable<IrServiceCall> Calls(IrStatement[] body) => Run(new SharedSpelling(), new ConversionOptions(), _ => null, out _, body).Body.Descendants().OfType<IrServiceCall>();
}
