using LambdaLift.Converter.Tests.Support;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Ways that Step Functions has besides are named, and are no deviations.</summary>
public class OffersTests
{
    private const string Job = """
        using Amazon.Athena;
        using Amazon.Athena.Model;
        using Amazon.Lambda.Core;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        public class Function
        {
            private readonly IAmazonAthena _athena = new AmazonAthenaClient();

            public async Task<string> FunctionHandler(string query, ILambdaContext context)
            {
                var started = await _athena.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = query });
                while (true)
                {
                    var now = await _athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = JOBID });
                    if (now.QueryExecution.Status.State == QueryExecutionState.SUCCEEDED)
                        return started.QueryExecutionId;
                    WAIT
                }
            }
        }
        """;

    [Fact]
    public void A_poll_loop_is_offered_the_job_integration()
    {
        var conversion = Convert("started.QueryExecutionId", "await Task.Delay(5000);");

        var offer = Assert.Single(conversion.Offers);
        Assert.Equal("LIFT3101", offer.Id);
        Assert.Contains("arn:aws:states:::athena:startQueryExecution.sync", offer.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(conversion.Deviations, d => d.Id == "LIFT3101");
    }

    [Theory]
    [InlineData("query", "await Task.Delay(5000);")]
    [InlineData("started.QueryExecutionId", "")]
    public void Other_loops_are_not(string id, string wait) => Assert.Empty(Convert(id, wait).Offers);

    [Theory]
    [InlineData("41", true)]
    [InlineData("40", false)]
    public void A_wide_fan_out_is_offered_a_distributed_Map(string degree, bool isOffered)
    {
        var conversion = Converted.Body($"await Parallel.ForEachAsync(order.Lines, new ParallelOptions {{ MaxDegreeOfParallelism = {degree} }}, async (line, token) => await PutAsync(line)); return new Answer(order.Id, \"\");");

        Assert.NotNull(conversion.Definition);
        Assert.Equal(isOffered, conversion.Offers.Any(o => o.Id == "LIFT3102"));
    }

    private static HandlerConversion Convert(string id, string wait)
    {
        var source = Job.Replace("JOBID", id, StringComparison.Ordinal).Replace("WAIT", wait, StringComparison.Ordinal);
        var compilation = TestPrograms.Compile("Program", ("Handler.cs", source));
        return Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [compilation], Templates = [] }).Handlers);
    }
}
