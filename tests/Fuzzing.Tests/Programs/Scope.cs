using System.Collections;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>What can be read and assigned at a place of a program.</summary>
/// <param name="outer">The scope around.</param>
/// <param name="readOnly">Whether what is declared around must not be assigned here: concurrent code.</param>
internal sealed class Scope(Scope? outer, bool readOnly = false) : IEnumerable<(string Name, CodeType Type)>
{
    private readonly List<(string Name, CodeType Type, bool IsAssignable)> _own = [];

    public void Add(string name, CodeType type, bool isAssignable) => _own.Add((name, type, isAssignable));

    public IEnumerable<string> Readable(CodeType type) => this.Where(variable => variable.Type == type).Select(variable => variable.Name);

    public IEnumerable<(string Name, CodeType Type)> Assignable(CodeType type) =>
        _own.Where(variable => variable.IsAssignable && variable.Type == type).Select(variable => (variable.Name, variable.Type))
            .Concat(readOnly || outer is null ? [] : outer.Assignable(type));

    public IEnumerator<(string Name, CodeType Type)> GetEnumerator() =>
        _own.Select(variable => (variable.Name, variable.Type)).Concat(outer ?? Enumerable.Empty<(string, CodeType)>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
