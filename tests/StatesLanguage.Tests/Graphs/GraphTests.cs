using System.Globalization;
using System.Xml.Linq;
using LambdaLift.StatesLanguage.Graphs;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Tests.Graphs;

public sealed class GraphTests
{
    private const string Definition = """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Which \"channel\" <&> ?",
          "States": {
            "Which \"channel\" <&> ?": { "Type": "Choice", "Choices": [ { "Condition": "{% $c > 3 %}", "Next": "Fan" } ], "Default": "Nope" },
            "Fan": {
              "Type": "Parallel",
              "Branches": [
                { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true } } },
                { "StartAt": "Each", "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "In", "States": { "In": { "Type": "Pass", "End": true } } } } } }
              ],
              "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Nope" } ],
              "Next": "Pause"
            },
            "Pause": { "Type": "Wait", "Seconds": 5, "Next": "Which \"channel\" <&> ?" },
            "Nope": { "Type": "Fail", "Error": "E" }
          }
        }
        """;

    private static WorkflowGraph Graph(string definition = Definition) => WorkflowGraph.Of(AslReader.Read(definition).GetMachine());

    [Fact]
    public void All_states_transitions_and_branches_are_in_the_graph()
    {
        var graph = Graph();

        Assert.Equal(["", "Which \"channel\" <&> ?", "Fan", "Pause", "Nope"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(
            [EdgeKind.Next, EdgeKind.Choice, EdgeKind.Default, EdgeKind.Next, EdgeKind.Catch, EdgeKind.Next], graph.Edges.Select(edge => edge.Kind));
        Assert.Equal("$c > 3", graph.Edges[1].Label);
        var fan = graph.Nodes[2];
        Assert.Equal(2, fan.Children.Length);
        Assert.Equal("sns:publish", fan.Children[0].Nodes[1].Detail);
        Assert.Equal("In", fan.Children[1].Nodes[1].Children[0].Nodes[1].Name);
    }

    [Theory]
    [InlineData("""{ "Variable": "$.a", "StringEquals": "x", "Next": "N" }""", "$.a = \"x\"")]
    [InlineData("""{ "And": [ { "Variable": "$.a", "IsPresent": true }, { "Or": [ { "Variable": "$.b", "NumericGreaterThanEqualsPath": "$.c" }, { "Not": { "Variable": "$.d", "IsNull": false } } ] } ], "Next": "N" }""", "$.a is present and ($.b ≥ $.c or not $.d is not null)")]
    [InlineData("""{ "Variable": "$.a", "StringMatches": "a*", "Next": "N" }""", "$.a like \"a*\"")]
    public void JsonPath_tests_are_written_for_people(string rule, string expected)
    {
        var graph = Graph($$$"""{ "StartAt": "C", "States": { "C": { "Type": "Choice", "Choices": [ {{{rule}}} ] }, "N": { "Type": "Succeed" } } }""");

        Assert.Equal(expected, graph.Edges.Single(edge => edge.Kind == EdgeKind.Choice).Label);
    }

    [Fact]
    public void Mermaid_escapes_what_it_would_read_as_syntax()
    {
        var text = MermaidRenderer.Render(Graph());

        Assert.StartsWith("flowchart TD\n", text, StringComparison.Ordinal);
        Assert.Contains("""{"Which #quot;channel#quot; #lt;#amp;#gt; ?"}""", text, StringComparison.Ordinal);
        Assert.Contains("-.->|\"States.ALL\"|", text, StringComparison.Ordinal);
        Assert.Equal(Count(text, "subgraph "), Count(text, "end\n") - Count(text, "\"end\n"));
    }

    [Fact]
    public void Dot_is_balanced_and_quotes_names()
    {
        var text = DotRenderer.Render(Graph());

        Assert.Contains("label=\"Which \\\"channel\\\" <&> ?\"", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(character => character == '{'), text.Count(character => character == '}'));
        Assert.Contains("lhead=cluster_", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_is_well_formed_and_nothing_lies_outside_or_on_top_of_another()
    {
        var svg = XDocument.Parse(SvgRenderer.Render(Graph()));
        XNamespace ns = "http://www.w3.org/2000/svg";
        var width = Number(svg.Root!, "width");
        var height = Number(svg.Root!, "height");
        var boxes = svg.Root!.Descendants(ns + "rect").Where(rect => rect.Attribute("class")!.Value is "task" or "node" or "fail")
            .Select(rect => (X: Number(rect, "x"), Y: Number(rect, "y"), W: Number(rect, "width"), H: Number(rect, "height"))).ToList();

        Assert.Equal(4, boxes.Count);
        Assert.All(boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.W <= width && box.Y + box.H <= height));
        foreach (var (first, second) in boxes.SelectMany((box, index) => boxes.Skip(index + 1).Select(other => (box, other))))
        {
            Assert.True(
                first.X + first.W <= second.X || second.X + second.W <= first.X || first.Y + first.H <= second.Y || second.Y + second.H <= first.Y,
                $"{first} overlaps {second}");
        }

        Assert.Contains(svg.Root!.Descendants(ns + "text"), text => text.Value.StartsWith("Which \"channel\" <&>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_state_that_goes_to_itself_can_be_drawn()
    {
        var graph = Graph("""{ "StartAt": "C", "States": { "C": { "Type": "Pass", "Next": "C" } } }""");

        Assert.Contains("class=\"edge\"", SvgRenderer.Render(graph), StringComparison.Ordinal);
        Assert.Contains("n1 --> n1", MermaidRenderer.Render(graph), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
