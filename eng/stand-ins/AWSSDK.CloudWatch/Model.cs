// Hand-reduced surface of AWSSDK.CloudWatch: see eng/stand-ins/README.md.
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Input of PutMetricData.</summary>
public partial class PutMetricDataRequest : AmazonCloudWatchRequest
{
    public string Namespace { get; set; }
    public List<MetricDatum> MetricData { get; set; }
    public List<EntityMetricData> EntityMetricData { get; set; }
    public bool? StrictEntityValidation { get; set; }
}

/// <summary>Output of PutMetricData.</summary>
public partial class PutMetricDataResponse : AmazonWebServiceResponse
{
}

/// <summary>Structure Dimension.</summary>
public partial class Dimension
{
    public string Name { get; set; }
    public string Value { get; set; }
}

/// <summary>Structure Entity.</summary>
public partial class Entity
{
    public Dictionary<string, string> KeyAttributes { get; set; }
    public Dictionary<string, string> Attributes { get; set; }
}

/// <summary>Structure EntityMetricData.</summary>
public partial class EntityMetricData
{
    public Entity Entity { get; set; }
    public List<MetricDatum> MetricData { get; set; }
}

/// <summary>Structure MetricDatum.</summary>
public partial class MetricDatum
{
    public string MetricName { get; set; }
    public List<Dimension> Dimensions { get; set; }
    public DateTime? Timestamp { get; set; }
    public double? Value { get; set; }
    public StatisticSet StatisticValues { get; set; }
    public List<double> Values { get; set; }
    public List<double> Counts { get; set; }
    public StandardUnit Unit { get; set; }
    public int? StorageResolution { get; set; }
}

/// <summary>Structure StatisticSet.</summary>
public partial class StatisticSet
{
    public double? SampleCount { get; set; }
    public double? Sum { get; set; }
    public double? Minimum { get; set; }
    public double? Maximum { get; set; }
}
