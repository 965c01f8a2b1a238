using System.Text;

namespace Amazon.Lambda.Model;

/// <summary>What the SDK composes by hand beside the modelled members.</summary>
public partial class InvokeRequest
{
    /// <summary>The client context as JSON text; a view on <see cref="ClientContextBase64"/>.</summary>
    public string ClientContext
    {
        get => ClientContextBase64 is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(ClientContextBase64));
        set => ClientContextBase64 = value is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
    }
}
