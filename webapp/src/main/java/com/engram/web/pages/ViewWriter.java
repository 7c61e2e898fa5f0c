package com.engram.web.pages;

import com.engram.web.cookies.CsrfTokens;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.WebApplicationTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Renders a {@link View} with Thymeleaf. Each template can use {@code csrf}, {@code assets}, {@code times}, and {@code layout} (the model of
 * its layout) beside its own model.
 */
@Provider
@ApplicationScoped
@Produces(MediaType.TEXT_HTML)
public class ViewWriter implements MessageBodyWriter<View> {

    @Inject
    private ServletContext servletContext;

    @Inject
    private HttpServletRequest request;

    @Inject
    private CsrfTokens csrf;

    @Inject
    private Assets assets;

    @Inject
    private PageLayout layout;

    @Context
    private HttpServletResponse response;

    @SuppressWarnings("NullAway.Init")
    private TemplateEngine engine;

    @SuppressWarnings("NullAway.Init")
    private JakartaServletWebApplication application;

    @PostConstruct
    void prepare() {
        application = JakartaServletWebApplication.buildApplication(servletContext);
        WebApplicationTemplateResolver resolver = new WebApplicationTemplateResolver(application);
        resolver.setPrefix("/WEB-INF/templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return View.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            View view,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle("Content-Type", "text/html;charset=UTF-8");
        headers.putSingle("Cache-Control", "no-store");
        Map<String, Object> model = new HashMap<>(view.model());
        model.put("csrf", csrf.token(request, response));
        model.put("assets", assets);
        model.put("times", new UtcTimes());
        model.put("layout", layout.of(request));
        // Rendered before the first byte is written, so that a failure in a template can still become an error page.
        StringWriter page = new StringWriter();
        engine.process(
                view.template(),
                new WebContext(application.buildExchange(request, response), Locale.ENGLISH, model),
                page);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(page.toString());
        writer.flush();
    }
}
