package com.engram.portal.sharing;

import com.engram.people.Permission;
import com.engram.sharing.ShareLinks;
import com.engram.sharing.SharedResult;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.ShowOnce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;

/** The part of a page that shares what the page shows. */
@ApplicationScoped
public class SharePanel {

    @Inject
    private ShareLinks shareLinks;

    @Inject
    private ShowOnce showOnce;

    /**
     * What the part shows.
     *
     * @param kind the kind of the result
     * @param id its public id
     * @param freshLink the URL of the link that was created last, shown once
     * @param mayWrite whether the reader may create and revoke links
     */
    public record ShareView(
            SharedResult.Kind kind,
            String id,
            Optional<String> freshLink,
            List<ShareLinkView> links,
            boolean mayWrite) {

        /** Whether there is anything to show. */
        public boolean isShown() {
            return mayWrite || !links.isEmpty();
        }
    }

    /** The part for a result of the current tenant. */
    public ShareView of(SharedResult result, HttpServletRequest request, HttpServletResponse response) {
        String page = ShareLinkView.pageOf(result);
        return new ShareView(
                result.kind(),
                page.substring(page.lastIndexOf('/') + 1),
                showOnce.take(request, response, page),
                shareLinks.listOpen(result).stream().map(ShareLinkView::of).toList(),
                CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
    }
}
