package com.engram.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalReasonTest {

    /** Clients rely on both; a line is added for a new reason, and none is changed. */
    @Test
    void codes_and_statuses_never_change() {
        assertThat(Stream.of(RefusalReason.values()).map(reason -> reason.kind().httpStatus() + " " + reason.code()))
                .containsExactlyInAnyOrder(
                        "402 quota_exceeded",
                        "402 payment_overdue",
                        "402 heatmaps_not_in_plan",
                        "402 what_ifs_exceeded",
                        "404 not_found",
                        "409 already_an_operator",
                        "409 endpoint_disabled",
                        "409 last_administrator",
                        "409 name_taken",
                        "409 not_failed",
                        "409 paid_online",
                        "409 weights_terms_open",
                        "409 result_missing",
                        "409 upload_missing",
                        "409 variants_need_a_score",
                        "413 image_too_large",
                        "415 unsupported_type",
                        "422 already_a_member",
                        "422 archive_too_large",
                        "422 archived_plan",
                        "422 by_hand",
                        "422 comparison_unsupported",
                        "422 invalid_area",
                        "422 invalid_comparison",
                        "422 invalid_edit",
                        "422 invalid_email",
                        "422 invalid_grant",
                        "422 invalid_name",
                        "422 invalid_note",
                        "422 invalid_project",
                        "422 invalid_review",
                        "422 invalid_share",
                        "422 invalid_comment",
                        "422 too_many_comments",
                        "422 no_images",
                        "422 not_comparable",
                        "422 not_editable",
                        "422 owner_stays",
                        "422 payment_declined",
                        "422 seats_exceeded",
                        "422 too_many_areas",
                        "422 too_many_crops",
                        "422 too_many_endpoints",
                        "422 too_many_filters",
                        "422 too_many_images",
                        "422 too_many_notes",
                        "422 too_many_projects",
                        "422 unknown_plan",
                        "422 unreachable_url",
                        "422 unreadable_archive",
                        "422 unreadable_image",
                        "422 unusable_url",
                        "422 variants_unsupported",
                        "503 comparison_unavailable",
                        "503 queue_full",
                        "503 try_it_closed",
                        "503 variants_unavailable");
    }
}
