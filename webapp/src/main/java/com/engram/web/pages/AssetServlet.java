package com.engram.web.pages;

import com.engram.web.EntityTag;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Serves the files under {@code /assets} and {@code /webjars}. The JAX-RS application is mapped to the root, so the
 * container does not serve them itself.
 */
@WebServlet(
        urlPatterns = {"/assets/*", "/webjars/*"},
        asyncSupported = true)
public class AssetServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Assets assets;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        Optional<byte[]> content = AssetContent.find(getServletContext(), path);
        if (content.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        setCaching(request, response);
        EntityTag tag = assets.tag(path);
        response.setHeader("ETag", tag.value());
        if (tag.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String type = getServletContext().getMimeType(path);
        response.setContentType(type == null ? "application/octet-stream" : type);
        response.getOutputStream().write(content.get());
    }

    private static void setCaching(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(
                "Cache-Control",
                request.getParameter("v") == null ? "max-age=300" : "public, max-age=31536000, immutable");
    }
}
