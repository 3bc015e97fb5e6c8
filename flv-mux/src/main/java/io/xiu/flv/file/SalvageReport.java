package io.xiu.flv.file;

/**
 * What a salvage found.
 *
 * @param tags whole tags copied; metadata that went into those of the new file are counted too
 * @param skippedBytes bytes of the damaged file that belong to no whole tag
 * @param gaps in how many places
 * @param headerDamaged whether the file didn't begin as FLV does
 * @param durationMillis of the new file
 */
public record SalvageReport(long tags, long skippedBytes, long gaps, boolean headerDamaged, long durationMillis) {}
