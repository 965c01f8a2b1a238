using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes the entry of the optimized integrations; <c>IntegrationTable</c> is its counterpart.</summary>
internal static class IntegrationBlobWriter
{
    public static byte[] Write(IntegrationFacts facts)
    {
        var writer = new BlobWriter();
        writer.WriteList(facts.Integrations, i =>
        {
            writer.WriteString(i.Service);
            writer.WriteString(i.Action);
            writer.WriteStrings(i.Operations.ToList());
            writer.WriteBool(i.HasApiParameters);
            writer.WriteInt((int)i.Patterns);
            writer.WriteInt((int)i.ExpressPatterns);
            writer.WriteStrings(i.Parameters.ToList());
            WriteForms(writer, i.Forms);
            writer.WriteString(i.ErrorPrefix);
            writer.WriteString(i.FallbackError);
            writer.WriteInt((int)i.ErrorConfidence);
            writer.WriteInt((int)i.Confidence);
        });
        writer.WriteList(facts.Sdk.ToList(), s =>
        {
            writer.WriteString(s.Key);
            WriteForms(writer, s.Value);
        });
        return writer.ToArray();
    }

    private static void WriteForms(BlobWriter writer, FormData forms)
    {
        WriteMap(writer, forms.Parameters);
        WriteMap(writer, forms.Results);
        writer.WriteStrings(forms.ParameterNotes.ToList());
        writer.WriteStrings(forms.ResultNotes.ToList());
    }

    private static void WriteMap(BlobWriter writer, SortedDictionary<string, ValueForm> forms) => writer.WriteList(forms.ToList(), f =>
    {
        writer.WriteString(f.Key);
        writer.WriteInt((int)f.Value);
    });
}
