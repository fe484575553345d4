// Stands in the search page, and fetches the interface of the search when the reader asks, not before. Whoever has
// asked once may come with a question from another page. A browser without modules sends the form, which leads here.
(function(f,go){
f.onsubmit=go=function(e,s){
s=document.createElement("script");
if("noModule"in s){e&&e.preventDefault();
s.src=f.dataset.script;
s.onerror=function(){offline.hidden=0};
f.append(s)}};
f.q.value=new URLSearchParams(location.search).get("q");
f.q.value&&localStorage.search&&go()
})(document.forms.search)
