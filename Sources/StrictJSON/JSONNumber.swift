/// A JSON number: a finite IEEE 754 double, which is what RFC 8785 §3.2.2.3 lets a JSON text say exactly.
///
/// Negative zero is zero: ECMAScript writes both as `0`, so a difference could not survive a round trip.
public struct JSONNumber: Hashable, Sendable {
  /// The greatest integer that a double holds unambiguously, 2⁵³ − 1 (RFC 8259 §6).
  public static let greatestInteger = 9_007_199_254_740_991

  /// The number; finite, and never negative zero.
  public let double: Double

  /// A number, or nil for NaN and the infinities, which JSON cannot write.
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    self.double = double == 0 ? 0 : double
  }

  /// An integer, or nil beyond ±(2⁵³ − 1), where doubles have gaps.
  public init?(exactly integer: Int) {
    guard integer.magnitude <= Self.greatestInteger.magnitude else { return nil }
    double = Double(integer)
  }

  /// The number as an integer, or nil where it is not integral or lies beyond ±(2⁵³ − 1).
  public var integer: Int? {
    guard double.magnitude <= Double(Self.greatestInteger) else { return nil }
    let integer = Int(double)
    return Double(integer) == double ? integer : nil
  }
}
