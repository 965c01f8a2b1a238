namespace LambdaLift.Converter.Tests.Expressions;

/// <summary>Every kind of expression gives the same in C# and in the state machine that it becomes, failures included.</summary>
public sealed class ExpressionTests(ExpressionTests.Fixture fixture) : IClassFixture<ExpressionTests.Fixture>
{
    public static TheoryData<string> Names => new(ExpressionCases.All.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees(string name)
    {
        var differences = fixture.Bench.Differences(ExpressionCases.All.ToList().FindIndex(c => c.Name == name));
        Assert.True(differences.Length == 0, differences);
    }

    [Fact]
    public void NamesAreUnique() => Assert.Equal(ExpressionCases.All.Count, ExpressionCases.All.Select(c => c.Name).Distinct().Count());

    /// <summary>All cases compiled at once.</summary>
    public sealed class Fixture
    {
        internal ExpressionBench Bench { get; } = new(ExpressionCases.All);
    }
}
