package io.printmaster.agent.config;

import java.time.Duration;

/// How the queue is brought to the server (seed keys in `[server]`, ours in `[upload]`). Immutable.
///
/// @param interval        `server_upload_interval`, 5 s to 24 h
/// @param refreshInterval `[upload] refresh_interval`: an unchanged printer that still answers is sent again after
///                        this time, 1 s to 7 d
/// @param metricsRefreshInterval `[upload] metrics_refresh_interval`: a sample that says nothing new is sent when the
///                        last one that was is so old, 1 s to 24 h
/// @param maxBatchRecords `[upload] max_batch_records`, records in one request, 1 to 20,000
/// @param maxBatchBytes   `[upload] max_batch_bytes`, bytes of one request before compression, 10,000 to 64 MiB; a
///                        server that allows less is obeyed
/// @param connectTimeout  `[upload] connect_timeout`, 1 s to 5 min
/// @param requestTimeout  `[upload] timeout`, for a whole request, 1 s to 10 min
public record UploadSettings(
        Duration interval,
        Duration refreshInterval,
        Duration metricsRefreshInterval,
        int maxBatchRecords,
        int maxBatchBytes,
        Duration connectTimeout,
        Duration requestTimeout,
        RetrySettings retry) {}
