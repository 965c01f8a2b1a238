using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>States by name, in the order of the definition. Immutable; written as a collection expression: <c>States = [first, second]</c>.</summary>
[CollectionBuilder(typeof(StateMap), nameof(Create))]
public sealed class StateMap : IReadOnlyList<State>
{
    private readonly ImmutableArray<State> _states;
    private readonly Dictionary<string, State> _byName;

    private StateMap(ImmutableArray<State> states)
    {
        _states = states;
        _byName = new Dictionary<string, State>(states.Length, StringComparer.Ordinal);
        foreach (var state in states)
        {
            if (_byName.ContainsKey(state.Name))
            {
                throw new ArgumentException($"There are two states named '{state.Name}'.", nameof(states));
            }

            _byName.Add(state.Name, state);
        }
    }

    /// <summary>No states.</summary>
    public static StateMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _states.Length;

    /// <inheritdoc/>
    public State this[int index] => _states[index];

    /// <summary>The state of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public State this[string name] => _byName.TryGetValue(name, out var state) ? state : throw new KeyNotFoundException($"There is no state '{name}'.");

    /// <summary>Builds a map.</summary>
    /// <exception cref="ArgumentException">Two states have the same name.</exception>
    public static StateMap Create(ReadOnlySpan<State> states) => states.IsEmpty ? Empty : new StateMap([.. states]);

    /// <inheritdoc cref="Create(ReadOnlySpan{State})"/>
    public static StateMap Create(IEnumerable<State> states) => new([.. states]);

    /// <summary>Whether there is a state of that name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Finds a state by name.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out State? state) => _byName.TryGetValue(name, out state);

    /// <summary>A copy in which a state of the same name is replaced, or the state added at the end.</summary>
    public StateMap With(State state)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i].Name == state.Name)
            {
                return new StateMap(_states.SetItem(i, state));
            }
        }

        return new StateMap(_states.Add(state));
    }

    /// <summary>A copy without the state of that name, if there is one.</summary>
    public StateMap Without(string name) => new(_states.RemoveAll(state => state.Name == name));

    /// <summary>Enumerates without allocating.</summary>
    public ImmutableArray<State>.Enumerator GetEnumerator() => _states.GetEnumerator();

    IEnumerator<State> IEnumerable<State>.GetEnumerator() => ((IEnumerable<State>)_states).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_states).GetEnumerator();
}
