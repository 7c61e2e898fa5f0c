package com.engram.web.pages;

import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.web.cookies.CsrfTokens;
import com.engram.web.language.RequestLanguage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.WebApplicationTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Renders a {@link View} with Thymeleaf in the language of the request. Each template can use {@code csrf}, {@code assets},
 * {@code times}, {@code messages}, {@code words} (see {@link PageWords}), and {@code layout} (the model of its layout) beside
 * its own model.
 */
@ApplicationScoped
public class PageRenderer {

    @Inject
    private ServletContext servletContext;

    @Inject
    private CsrfTokens csrf;

    @Inject
    private Assets assets;

    @Inject
    private PageLayout layout;

    @SuppressWarnings("NullAway.Init")
    private TemplateEngine engine;

    @PostConstruct
    void prepare() {
        WebApplicationTemplateResolver resolver =
                new WebApplicationTemplateResolver(JakartaServletWebApplication.buildApplication(servletContext));
        resolver.setPrefix("/WEB-INF/templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine = PageTemplates.engine(resolver);
    }

    /** The HTML of a page, in the layout of the caller. */
    String render(View view, HttpServletRequest request, HttpServletResponse response) {
        return render(view, request, response, PageLayout.findPrepared(request).orElseGet(() -> layout.of(request)));
    }

    /**
     * The HTML of a page in the layout of a visitor. It needs neither the database nor a scope, so it can report that one of
     * them is missing.
     */
    public String renderForVisitor(View view, HttpServletRequest request, HttpServletResponse response) {
        return render(view, request, response, PageLayout.ofVisitor(request));
    }

    /** The HTML of a document without a layout and without forms, such as a report. */
    public String renderDocument(View view, Language language) {
        Map<String, Object> model = new HashMap<>(view.model());
        addWords(model, language);
        return process(view.template(), language, model);
    }

    private String render(
            View view, HttpServletRequest request, HttpServletResponse response, PageLayout.Model layoutModel) {
        Map<String, Object> model = new HashMap<>(view.model());
        model.put("csrf", csrf.token(request, response));
        Language language = RequestLanguage.of(request);
        addWords(model, language);
        model.put("layout", layoutModel);
        return process(view.template(), language, model);
    }

    /** Adds what {@link PageParts#WORDS} names. */
    private void addWords(Map<String, Object> model, Language language) {
        model.put("assets", assets);
        model.put("times", new UtcTimes(language));
        model.put("messages", Messages.in(language));
        model.put("words", new PageWords(language));
    }

    /** A context of the web would keep its variables in the attributes of the request, which are slow to read. */
    private String process(String template, Language language, Map<String, Object> model) {
        StringWriter page = new StringWriter();
        engine.process(template, new Context(language.formats(), model), page);
        return page.toString();
    }
}
