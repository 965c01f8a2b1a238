using System.Text;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace LambdaLift.StandIns.Tests;

/// <summary>What handlers do with event types, responses and paginators.</summary>
public class LambdaPackageTests
{
    [Fact]
    public void An_event_is_read_with_its_own_spelling_of_names()
    {
        const string json = """{"Records":[{"messageId":"1","body":"b","eventSourceARN":"arn:queue","messageAttributes":{"a":{"dataType":"Binary","binaryValue":"AQI="}}}]}""";
        foreach (ILambdaSerializer serializer in new ILambdaSerializer[] { new DefaultLambdaJsonSerializer(), new Amazon.Lambda.Serialization.Json.JsonSerializer() })
        {
            var message = Read<SQSEvent>(serializer, json).Records.Single();

            Assert.Equal(("1", "b", "arn:queue"), (message.MessageId, message.Body, message.EventSourceArn));
            Assert.Equal([1, 2], message.MessageAttributes["a"].BinaryValue.ToArray());
        }
    }

    [Fact]
    public void A_stream_event_has_unix_time_and_base64_data()
    {
        const string json = """{"Records":[{"kinesis":{"partitionKey":"p","data":"AQI=","approximateArrivalTimestamp":1700000000.5}}]}""";
        foreach (ILambdaSerializer serializer in new ILambdaSerializer[] { new DefaultLambdaJsonSerializer(), new Amazon.Lambda.Serialization.Json.JsonSerializer() })
        {
            var record = Read<KinesisEvent>(serializer, json).Records.Single().Kinesis;

            Assert.Equal([1, 2], record.Data.ToArray());
            Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, 500), record.ApproximateArrivalTimestamp);
        }
    }

    [Fact]
    public void A_response_is_spelled_as_the_gateway_wants_it()
    {
        var response = new APIGatewayProxyResponse { StatusCode = 201, Body = "{}" };

        Assert.Equal("""{"statusCode":201,"body":"{}","isBase64Encoded":false}""", Write(new DefaultLambdaJsonSerializer(), response));
        Assert.Equal("""{"statusCode":201,"body":"{}","isBase64Encoded":false}""", Write(new Amazon.Lambda.Serialization.Json.JsonSerializer(), response));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"1"}]}""", Write(new DefaultLambdaJsonSerializer(), new SQSBatchResponse([new() { ItemIdentifier = "1" }])));
    }

    [Fact]
    public void An_http_result_holds_status_headers_and_body()
    {
        var options = new HttpResultSerializationOptions
        {
            Format = HttpResultSerializationOptions.ProtocolFormat.HttpApi,
            Version = HttpResultSerializationOptions.ProtocolVersion.V2,
            Serializer = new DefaultLambdaJsonSerializer(),
        };

        var json = new StreamReader(HttpResults.Created("/pupils/1", new { Ok = true }).Serialize(options)).ReadToEnd();

        Assert.Equal("""{"statusCode":201,"headers":{"location":"/pupils/1","content-type":"application/json"},"body":"{\"Ok\":true}","isBase64Encoded":false}""", json);
    }

    [Fact]
    public async Task A_paginator_asks_for_page_after_page()
    {
        using var aws = ScriptedAws.Start(request => ((ListStateMachinesRequest)request).NextToken is null
            ? new ListStateMachinesResponse { NextToken = "2", StateMachines = [new() { Name = "a" }, new() { Name = "b" }] }
            : new ListStateMachinesResponse { StateMachines = [new() { Name = "c" }] });

        var names = new List<string>();
        await foreach (var machine in new AmazonStepFunctionsClient().Paginators.ListStateMachines(new ListStateMachinesRequest()).StateMachines)
        {
            names.Add(machine.Name);
        }

        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public void Collections_are_null_until_they_are_set() => Assert.Null(new ListStateMachinesResponse().StateMachines);

    private static T Read<T>(ILambdaSerializer serializer, string json) => serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Write<T>(ILambdaSerializer serializer, T value)
    {
        var stream = new MemoryStream();
        serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
