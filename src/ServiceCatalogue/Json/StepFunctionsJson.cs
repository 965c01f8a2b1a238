using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Translates between the parameters and results of a Task state and the canonical form of API values (see <see cref="DotNetJson"/>).</summary>
public static class StepFunctionsJson
{
    /// <summary>The API form of the parameters of a task.</summary>
    public static ApiTranslation ParametersToApi(StepFunctionsIntegration integration, JsonObject parameters) =>
        new Translator(integration, isResult: false, toApi: true).Run(parameters);

    /// <summary>The parameters of a task with the given API form.</summary>
    public static ApiTranslation ApiToParameters(StepFunctionsIntegration integration, JsonObject api) =>
        new Translator(integration, isResult: false, toApi: false).Run(api);

    /// <summary>The result of a request-response task whose service answers with the given API form. Metadata of the HTTP exchange is not part of it.</summary>
    public static ApiTranslation ApiToResult(StepFunctionsIntegration integration, JsonObject api) =>
        new Translator(integration, isResult: true, toApi: false).Run(api);

    /// <summary>The API form of what the service answered, from the result of a request-response task.</summary>
    public static ApiTranslation ResultToApi(StepFunctionsIntegration integration, JsonObject result) =>
        new Translator(integration, isResult: true, toApi: true).Run(result);

    private sealed class Translator
    {
        private readonly StepFunctionsIntegration _integration;
        private readonly bool _isResult;
        private readonly bool _toApi;
        private readonly JsonMembers _jsonMembers;
        private readonly List<string> _problems = new();

        public Translator(StepFunctionsIntegration integration, bool isResult, bool toApi)
        {
            if (!integration.HasApiParameters || integration.Operation is null)
                throw new NotSupportedException($"{integration.Service}:{integration.Action} has parameters of its own; they are not those of an API operation.");
            _integration = integration;
            _isResult = isResult;
            _toApi = toApi;
            _jsonMembers = JsonMembers.Of(integration.Operation, isResult);
        }

        public ApiTranslation Run(JsonObject source)
        {
            var shape = _isResult ? _integration.Operation!.Output : _integration.Operation!.Input;
            if (shape is null)
            {
                _problems.AddRange(source.Select(e => $"{_integration.Operation} has no member {e.Key}."));
                return new ApiTranslation(new JsonObject(), _problems);
            }
            if (!_isResult && _toApi)
                _problems.AddRange(source.Where(e => !_integration.AcceptsParameter(e.Key) && FindMember(shape, e.Key) is not null)
                    .Select(e => $"{_integration.Resource} does not take the parameter {e.Key}."));
            return new ApiTranslation(Structure(shape, source, ""), _problems);
        }

        private JsonObject Structure(Shape shape, JsonObject source, string path)
        {
            var target = new JsonObject();
            foreach (var entry in source)
            {
                var member = FindMember(shape, entry.Key);
                if (member is null)
                {
                    if (!(_isResult && _toApi && path.Length == 0 && entry.Key is "SdkHttpMetadata" or "SdkResponseMetadata"))
                        _problems.Add($"{(path.Length == 0 ? _integration.Operation!.Name : path)} has no member {entry.Key}.");
                    continue;
                }
                if (entry.Value is null)
                    continue;
                var name = _toApi ? member.Name : member.NameFor(_integration.Kind);
                target[name] = Value(member.Shape, entry.Value, path.Length == 0 ? member.Name : path + "." + member.Name);
            }
            return target;
        }

        private ShapeMember? FindMember(Shape shape, string name) => _toApi
            ? shape.Members.FirstOrDefault(m => m.NameFor(_integration.Kind) == name)
            : shape.FindMember(name);

        private JsonNode? Value(Shape shape, JsonNode? value, string path)
        {
            if (value is null)
                return null;
            switch (shape.Kind)
            {
                case ShapeKind.Structure when value is JsonObject structure:
                    return Structure(shape, structure, path);
                case ShapeKind.List when value is JsonArray items:
                    return new JsonArray(items.Select(i => Value(shape.Element!, i, path)).ToArray());
                case ShapeKind.Map when value is JsonObject entries:
                    return new JsonObject(entries.Select(e => new KeyValuePair<string, JsonNode?>(e.Key, Value(shape.Value!, e.Value, path))));
                case ShapeKind.Structure or ShapeKind.List or ShapeKind.Map:
                    return Mismatch(shape, value, path);
                case ShapeKind.Timestamp:
                    return CanonicalValues.Timestamp(value) ?? Mismatch(shape, value, path);
                case ShapeKind.Blob or ShapeKind.String:
                    var form = _isResult ? _integration.ResultForm(path, shape) : _integration.ParameterForm(path, shape);
                    return _toApi ? FormToApi(form, shape, value, path) : ApiToForm(form, value, path);
                default:
                    return value.DeepClone();
            }
        }

        private JsonNode? FormToApi(ValueForm form, Shape shape, JsonNode value, string path)
        {
            switch (form)
            {
                case ValueForm.Json:
                    return value.DeepClone();
                case ValueForm.TextOrJson when value is JsonObject or JsonArray:
                    return CanonicalValues.Text(value);
                case ValueForm.JsonSerialized:
                    return CanonicalValues.Base64(CanonicalValues.Text(value));
                case ValueForm.Utf8Text or ValueForm.UnsettledBlob:
                    var text = CanonicalValues.IsText(value) ? value.GetValue<string>() : CanonicalValues.Text(value);
                    return _jsonMembers.Contains(path) ? CanonicalValues.ParseOrText(text) : CanonicalValues.Base64(text);
                case ValueForm.Base64 when CanonicalValues.IsText(value) && CanonicalValues.FromBase64(value.GetValue<string>()) is null:
                    return Mismatch(shape, value, path);
                default:
                    return value.DeepClone();
            }
        }

        private JsonNode? ApiToForm(ValueForm form, JsonNode value, string path)
        {
            var holdsJson = _jsonMembers.Contains(path);
            switch (form)
            {
                case ValueForm.Utf8Text or ValueForm.UnsettledBlob:
                    return holdsJson ? CanonicalValues.Text(value) : CanonicalValues.FromBase64(value.GetValue<string>());
                case ValueForm.JsonSerialized:
                    return CanonicalValues.FromBase64(value.GetValue<string>()) is { } text ? CanonicalValues.ParseOrText(text) : null;
                default:
                    return value.DeepClone();
            }
        }

        private JsonNode? Mismatch(Shape shape, JsonNode value, string path)
        {
            _problems.Add($"{path}: {value.ToJsonString()} is not of the type {shape}.");
            return null;
        }
    }
}
