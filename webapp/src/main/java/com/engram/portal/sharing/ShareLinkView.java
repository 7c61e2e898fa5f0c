package com.engram.portal.sharing;

import com.engram.sharing.ShareLink;
import com.engram.sharing.SharedResult;
import com.engram.web.PublicId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * A share link with public ids, for display.
 *
 * @param id its public id
 * @param kind the kind of what it shows
 * @param page the page of what it shows
 */
public record ShareLinkView(
        String id,
        SharedResult.Kind kind,
        String page,
        String name,
        boolean hasPassword,
        boolean allowsComments,
        int comments,
        OffsetDateTime createdAt,
        OffsetDateTime expiresAt) {

    public static ShareLinkView of(ShareLink link) {
        return new ShareLinkView(
                PublicId.SHARE.of(link.id()),
                link.result().kind(),
                pageOf(link.result()),
                link.name(),
                link.hasPassword(),
                link.allowsComments(),
                link.comments(),
                link.createdAt().atOffset(ZoneOffset.UTC),
                link.expiresAt().atOffset(ZoneOffset.UTC));
    }

    /** The path of the page of a result in the portal. */
    public static String pageOf(SharedResult result) {
        UUID id = result.id();
        return switch (result.kind()) {
            case IMAGE -> "/images/" + PublicId.IMAGE.of(id);
            case COMPARISON -> "/comparisons/" + PublicId.COMPARISON.of(id);
            case PROJECT -> "/projects/" + PublicId.PROJECT.of(id);
        };
    }
}
