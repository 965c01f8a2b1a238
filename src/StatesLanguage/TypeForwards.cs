#if NET
using System.Runtime.CompilerServices;

// A library built against the netstandard2.0 build of this one names its own IsExternalInit in the signature of every init accessor.
// Run with this build, that name must lead to the framework's type, or no accessor is found.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#endif
