using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.SimpleEmail;
using Amazon.SimpleEmail.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace LambdaLift.StandIns.Tests;

public class ClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_client_goes_through_the_runtime_pipeline()
    {
        using var aws = ScriptedAws.Start(request => request switch
        {
            InvokeRequest => new InvokeResponse { StatusCode = 200 },
            PublishRequest => new PublishResponse { MessageId = "m-1" },
            SendEmailRequest => new SendEmailResponse { MessageId = "m-2" },
            PutMetricDataRequest => new PutMetricDataResponse(),
            _ => throw new InvalidOperationException(request.GetType().Name),
        });

        Assert.Equal(200, (await new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "f" }, Cancel)).StatusCode);
        Assert.Equal("m-1", (await new AmazonSimpleNotificationServiceClient().PublishAsync("arn:topic", "text", Cancel)).MessageId);
        Assert.Equal("m-2", (await new AmazonSimpleEmailServiceClient(Amazon.RegionEndpoint.EUWest1).SendEmailAsync(new SendEmailRequest(), Cancel)).MessageId);
        await new AmazonCloudWatchClient(new AmazonCloudWatchConfig { ServiceURL = "http://localhost:1" }).PutMetricDataAsync(new PutMetricDataRequest(), Cancel);

        Assert.Equal(["InvokeRequest", "PublishRequest", "SendEmailRequest", "PutMetricDataRequest"], aws.Calls.Select(c => c.GetType().Name));
    }

    [Fact]
    public async Task Modelled_errors_derive_from_the_clients_base_exception()
    {
        using var aws = ScriptedAws.Start(_ => throw new TooManyRequestsException("slow down") { ErrorCode = "TooManyRequestsException" });

        var error = await Assert.ThrowsAnyAsync<AmazonLambdaException>(() => new AmazonLambdaClient().InvokeAsync(new InvokeRequest(), Cancel));

        Assert.IsType<TooManyRequestsException>(error);
        Assert.IsAssignableFrom<AmazonServiceException>(error);
    }

    [Fact]
    public void The_invoke_payload_is_text_and_stream_at_once()
    {
        var request = new InvokeRequest { Payload = """{"a":"ü"}""" };

        Assert.Equal("""{"a":"ü"}"""u8.ToArray(), request.PayloadStream.ToArray());
        Assert.Equal("""{"a":"ü"}""", request.Payload);
        Assert.Null(new InvokeRequest().Payload);
    }

    [Fact]
    public void Enumeration_classes_compare_and_convert_as_text()
    {
        Amazon.Lambda.InvocationType fromText = "RequestResponse";

        Assert.Same(Amazon.Lambda.InvocationType.RequestResponse, fromText);
        Assert.True(fromText == "RequestResponse");
        Assert.Equal("Count", StandardUnit.Count.Value);
    }
}
