namespace Amazon.Lambda.Annotations;

/// <summary>Makes a method a Lambda function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    public string ResourceName { get; set; }
    public uint Timeout { get; set; }
    public uint MemorySize { get; set; }
    public string Role { get; set; }
    public string Policies { get; set; }
    public LambdaPackageType PackageType { get; set; }
}

public enum LambdaPackageType
{
    Zip = 0,
    Image = 1,
}

/// <summary>Marks the class whose ConfigureServices registers what functions ask for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute;

/// <summary>Settings of the whole assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    public bool GenerateMain { get; set; }
    public string Runtime { get; set; }
}

/// <summary>A parameter that dependency injection fills.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute;

/// <summary>A parameter attribute that can name its source.</summary>
public interface INamedAttribute
{
    string Name { get; set; }
}
