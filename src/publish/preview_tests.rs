//! Tests of the preview: one request, one answer, without a network.
