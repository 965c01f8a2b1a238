using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>A value in the definition with its JSON pointer.</summary>
internal readonly record struct Place(LocatedJson Json, string Path)
{
    public bool Has(string name) => Json.Member(name) is not null;

    /// <summary>A field's value; this value itself if there is no such field.</summary>
    public Place Field(string name) => Json.Member(name) is { } member ? new Place(member.Value, Path + "/" + name) : this;

    public Place Item(int index) => new(Json.Items[index], Path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]");
}

/// <summary>Collects what the checks find.</summary>
internal sealed class Findings
{
    private readonly List<AslDiagnostic> _all = [];

    public IEnumerable<AslDiagnostic> All => _all;

    public void Add(AslRule rule, Place place, params object[] arguments) =>
        _all.Add(rule.At(place.Json.Position, place.Path.Length == 0 ? "/" : place.Path, arguments));

    /// <summary>A finding inside a string, <paramref name="offset"/> characters from its start.</summary>
    public void AddInside(AslRule rule, Place place, int offset, params object[] arguments)
    {
        var position = place.Json.Position;
        if (place.Json.Value is DataString text && position.Line > 0 && !HasEscapes(text.Value, Math.Min(offset, text.Value.Length)))
        {
            // One for the opening quote.
            position = new SourcePosition(position.Line, position.Column + 1 + offset);
        }

        _all.Add(rule.At(position, place.Path, arguments));
    }

    // Before an escape the characters of the value are those of the text.
    private static bool HasEscapes(string text, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (text[i] is < ' ' or '"' or '\\')
            {
                return true;
            }
        }

        return false;
    }
}
