using System.Text;

namespace LambdaLift.ServiceCatalogue;

/// <summary>The naming rules of the AWS SDK for .NET. Services deviate in places; <see cref="DotNetClass"/> takes those into account, this does not.</summary>
/// <remarks>Source: the public generator of aws-sdk-net; checked by reflection against the released assemblies.</remarks>
public static class DotNetNaming
{
    /// <summary>The property of an API member, and the class of an API shape: the first letter in upper case, nothing else changed.</summary>
    public static string PascalFirst(string apiName) => JavaNaming.UpperFirst(apiName);

    /// <summary>The class of a modelled error: the suffix <c>Fault</c> is dropped, <c>Exception</c> appended where it is absent.</summary>
    public static string ExceptionName(string errorShape)
    {
        const string fault = "Fault";
        const string exception = "Exception";
        var name = PascalFirst(errorShape);
        if (name.EndsWith(fault, StringComparison.Ordinal))
            name = name.Substring(0, name.Length - fault.Length);
        return name.EndsWith(exception, StringComparison.Ordinal) ? name : name + exception;
    }

    /// <summary>The constant of an enum value: <c>"t2.micro"</c> becomes <c>T2Micro</c>, <c>"PAY_PER_REQUEST"</c> stays.</summary>
    public static string EnumConstant(string value)
    {
        var result = new StringBuilder(value.Length);
        var startsWord = true;
        foreach (var c in value)
        {
            switch (c)
            {
                case '-' or '/' or '.' or ' ' or ':' or ',':
                    startsWord = true;
                    break;
                case '(' or ')':
                    break;
                default:
                    result.Append(startsWord ? char.ToUpperInvariant(c) : c);
                    startsWord = false;
                    break;
            }
        }
        return result.ToString();
    }

    /// <summary>The last part of the namespace by the general rule: the service id without vendor and without anything but letters and digits.</summary>
    internal static string NamespaceTail(string serviceId)
    {
        var result = new StringBuilder(serviceId.Length);
        foreach (var c in serviceId.Replace("Amazon", "").Replace("AWS", ""))
        {
            if (char.IsLetterOrDigit(c))
                result.Append(c);
        }
        return JavaNaming.UpperFirst(result.ToString());
    }
}
