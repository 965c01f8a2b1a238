using LambdaLift.CatalogueGenerator.Facts;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes the entry of the IAM permissions; <c>IamTable</c> is its counterpart.</summary>
internal static class IamBlobWriter
{
    public static byte[] Write(IamFacts facts)
    {
        var writer = new BlobWriter();
        WriteLists(writer, facts.Actions);
        WriteLists(writer, facts.Resources);
        writer.WriteList(facts.Integrations, i =>
        {
            writer.WriteString(i.Integration);
            writer.WriteList(i.Always.ToList(), s => WriteStatement(writer, s));
            writer.WriteList(i.Sync.ToList(), s => WriteStatement(writer, s));
        });
        writer.WriteStrings(facts.Logging);
        writer.WriteStrings(facts.Tracing);
        return writer.ToArray();
    }

    private static void WriteLists(BlobWriter writer, SortedDictionary<string, List<string>> lists) => writer.WriteList(lists.ToList(), e =>
    {
        writer.WriteString(e.Key);
        writer.WriteStrings(e.Value);
    });

    private static void WriteStatement(BlobWriter writer, IamStatementData statement)
    {
        writer.WriteStrings(statement.Actions.ToList());
        writer.WriteString(statement.Resource);
        writer.WriteString(statement.Note);
    }
}
