using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A value that is parsed when a processor looks at it: most look at few.</summary>
internal struct LazyNode(JsonText original)
{
    private JsonNode? _node;
    private bool _isParsed;
    private bool _isSet;

    public JsonNode? Node
    {
        get
        {
            if (!_isParsed && !_isSet) (_node, _isParsed) = (AttributeNodes.Parse(original), true);
            return _node;
        }

        set => (_node, _isSet) = (value, true);
    }

    /// <summary>What was set or may have been changed, else the original bytes.</summary>
    public readonly JsonText Text => _node is not null ? AttributeNodes.Write(_node) : _isSet ? default : original;
}
