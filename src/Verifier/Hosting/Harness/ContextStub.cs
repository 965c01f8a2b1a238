// Compiled at run time: an ILambdaContext of the user's own Amazon.Lambda.Core, whatever members its version has.
#nullable disable
using System;
using System.Collections.Generic;
using System.Reflection;

namespace LambdaLift.Harness
{
    /// <summary>Answers property reads from a table, hands out a logger that drops everything, and ignores the rest.</summary>
    public class ContextStub : DispatchProxy
    {
        private IDictionary<string, object> _values;

        public static object Create(Type contextInterface, IDictionary<string, object> values)
        {
            var stub = Create(contextInterface, typeof(ContextStub));
            ((ContextStub)stub)._values = values;
            return stub;
        }

        protected override object Invoke(MethodInfo targetMethod, object[] args)
        {
            var type = targetMethod.ReturnType;
            if (type == typeof(void)) return null;
            var name = targetMethod.Name.StartsWith("get_", StringComparison.Ordinal) ? targetMethod.Name.Substring(4) : targetMethod.Name;
            object value;
            if (_values.TryGetValue(name, out value) && value != null && type.IsInstanceOfType(value)) return value;
            if (name == "Logger" && type.IsInterface) return Create(type, new Dictionary<string, object>());
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }
    }
}
